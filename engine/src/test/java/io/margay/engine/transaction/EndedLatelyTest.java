package io.margay.engine.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EndedLatelyTest {
    @Test
    void whatEndedAfterAVersionIsKnown() {
        var ended = EndedLately.NOTHING
                .with(3, List.of(address(1), address(2)))
                .with(4, List.of())
                .with(5, List.of(address(1)));
        assertThat(ended.since(2)).containsExactly(address(1), address(2));
        assertThat(ended.since(3)).containsExactly(address(1));
        assertThat(ended.since(5)).isEmpty();
    }

    @Test
    void ofManyTheLastAreKnown() {
        var ended = EndedLately.NOTHING.with(1, List.of(address(0)));
        for (int i = 1; i <= EndedLately.MOST; i++) {
            ended = ended.with(i + 1L, List.of(address(i)));
        }
        assertThat(ended.since(0)).hasSize(EndedLately.MOST).doesNotContain(address(0));
    }

    private static Cidr address(int last) {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0x0a000000L + last));
    }
}
