package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {
    @Test
    void itIsTheSameInEveryProcess() {
        assertThat(digest("shop", List.of(), Labels.EMPTY, "10.0.0.1/32")).isEqualTo(2167709044515273610L);
        assertThat(digest("shop", List.of("kns.shop"), Labels.of("app", "web"), "10.0.0.1/32"))
                .isEqualTo(-7016984565766342194L);
        assertThat(digest("", List.of("a", "", "bé"), Labels.EMPTY, "fd00::/64"))
                .isEqualTo(4779893746840297082L);
    }

    @Test
    void eachPartOfAClaimTellsIt() {
        var labels = Labels.of("app", "web");
        assertThat(List.of(
                        digest("shop", List.of("a", "b"), labels, "10.0.0.1/32"),
                        digest("other", List.of("a", "b"), labels, "10.0.0.1/32"),
                        digest("shop", List.of("c", "b"), labels, "10.0.0.1/32"),
                        digest("shop", List.of("b"), labels, "10.0.0.1/32"),
                        digest("shop", List.of("a", "b"), Labels.of("app", "db"), "10.0.0.1/32"),
                        digest("shop", List.of("a", "b"), labels, "10.0.0.2/32"),
                        digest("shop", List.of("a", "b"), labels, "10.0.0.1/31")))
                .doesNotHaveDuplicates();
    }

    private static long digest(String namespace, List<String> profiles, Labels labels, String address) {
        var fingerprint = new Fingerprint(Fingerprint.Kind.WORKLOAD, namespace, profiles, labels, List.of());
        var key = new ResourceKey(Kind.POD, namespace, "web-1");
        return Digest.of(new Holder(key, "n1", "", fingerprint, List.of(cidr(address))));
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
