package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
    @Test
    void itIsTheSameInEveryProcessAndRelease() {
        assertThat(digest("shop", List.of())).isEqualTo(expected("Pod/shop/web-1", ""));
        assertThat(digest("shop", List.of("kns.shop"))).isEqualTo(expected("Pod/shop/web-1", "kns.shop"));
        assertThat(digest("", List.of("a", "", "bé"))).isEqualTo(expected("Pod/web-1", "a,,bé"));
    }

    private static long digest(String namespace, List<String> profiles) {
        var fingerprint = new Fingerprint(Fingerprint.Kind.WORKLOAD, namespace, profiles, Labels.EMPTY, List.of());
        var key = new ResourceKey(Kind.POD, namespace, "web-1");
        return Digest.of(new Holder(key, "n1", "", fingerprint, List.of()));
    }

    private static long expected(String ref, String profiles) {
        long ofRef = mix(0x9E3779B97F4A7C15L, ref.hashCode());
        return mix(mix(ofRef, Labels.EMPTY.hashCode()), profiles.hashCode());
    }

    private static long mix(long digest, long part) {
        long mixed = (digest ^ part) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
