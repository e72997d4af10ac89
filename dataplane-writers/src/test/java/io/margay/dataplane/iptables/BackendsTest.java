package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.iptables.Backends.Look;
import io.margay.dataplane.kernel.Backend;
import org.junit.jupiter.api.Test;

class BackendsTest {
    private static final Look MISSING = new Look(false, 0, false);
    private static final Look EMPTY = new Look(true, 0, false);

    @Test
    void whatIsThereIsUsed() {
        assertThat(choose(EMPTY, MISSING)).isEqualTo(Backend.NFT);
        assertThat(choose(MISSING, EMPTY)).isEqualTo(Backend.LEGACY);
        assertThat(choose(MISSING, MISSING)).isEqualTo(Backend.NFT);
    }

    @Test
    void theOneThatOthersUseIsUsedElseNft() {
        assertThat(choose(EMPTY, EMPTY)).isEqualTo(Backend.NFT);
        assertThat(choose(new Look(true, 1, false), new Look(true, 2, false))).isEqualTo(Backend.LEGACY);
        assertThat(choose(new Look(true, 2, false), new Look(true, 2, false))).isEqualTo(Backend.NFT);
    }

    @Test
    void whatKubernetesSaysIsMoreThanCounting() {
        assertThat(choose(new Look(true, 1, true), new Look(true, 9, false))).isEqualTo(Backend.NFT);
        assertThat(choose(new Look(true, 9, false), new Look(true, 1, true))).isEqualTo(Backend.LEGACY);
        assertThat(choose(new Look(true, 1, true), new Look(true, 9, true))).isEqualTo(Backend.NFT);
    }

    private static Backend choose(Look nft, Look legacy) {
        return Backends.choose(nft, legacy).backend();
    }
}
