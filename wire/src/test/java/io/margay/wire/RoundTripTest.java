package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {
    @Test
    void theDeepestSelectorThatAUserCanWriteIsRead() {
        var deep = "a == 'b' && !(has(x) || ".repeat(SelectorParser.MAX_DEPTH) + "all()"
                + ")".repeat(SelectorParser.MAX_DEPTH);
        var written = SelectorParser.parse(deep).orThrow();
        var compiled = Selector.and(written, Selector.and(new Selector.Not(written), new Selector.Has("y")));
        assertThat(Selectors.read(Selectors.write(compiled))).isEqualTo(compiled);
    }

    @Test
    void whatAHostSaysIsRead() {
        var said = List.of(
                new FromHost.Hello("n1", 3, 7),
                new FromHost.Enforced(8),
                new FromHost.Failed(9, "ipset is full"),
                new FromHost.Standing(
                        4,
                        60,
                        true,
                        FromHost.Some.of(List.of("Pod/shop/cart-0")),
                        FromHost.Some.of(List.of(new FromHost.Refused("Policy x", "no room"))),
                        7));
        assertThat(said)
                .allSatisfy(each -> assertThat(HostProtocol.readFromHost(HostProtocol.write(each)))
                        .isEqualTo(each));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anUpdateThatIsCutOffWithinAPieceIsRefused(long seed) {
        var pieces = HostProtocol.write(new RandomUpdates(new SplittableRandom(seed)).update());
        var bytes = HostProtocol.join(pieces);
        var ends = ends(pieces);
        for (int length = 0; length < bytes.length; length++) {
            if (!ends.contains(length)) {
                assertRefused(Arrays.copyOf(bytes, length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void partsAreReadOneByOneAsAllAtOnce(long seed) {
        var update = new RandomUpdates(new SplittableRandom(seed)).update();
        var bytes = HostProtocol.join(HostProtocol.write(update));
        var parts = new ArrayList<Part>();
        HostProtocol.readEach(bytes, parts::add);
        assertThat(parts).isEqualTo(update.parts().stream().map(Shared::part).toList());
        var header = HostProtocol.readHeader(bytes);
        assertThat(header.revision()).isEqualTo(update.revision());
        assertThat(header.parts()).isEmpty();
        assertThatThrownBy(() -> HostProtocol.readEach(Arrays.copyOf(bytes, bytes.length - 1), parts::add))
                .isInstanceOf(MalformedMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "what is this"})
    void bytesThatAreNoMessageAreRefused(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> HostProtocol.readFromHost(bytes)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> HostProtocol.readHeader(bytes)).isInstanceOf(MalformedMessage.class);
        for (var wrong : List.of(new byte[] {(byte) 0xff}, new byte[] {0x0c})) {
            assertThatThrownBy(() -> HostProtocol.readUpdate(wrong)).isInstanceOf(MalformedMessage.class);
            assertThatThrownBy(() -> HostProtocol.readHeader(wrong)).isInstanceOf(MalformedMessage.class);
            assertThatThrownBy(() -> HostProtocol.readEach(wrong, _ -> {})).isInstanceOf(MalformedMessage.class);
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> HostProtocol.readUpdate(bytes))
                .as("the first %s bytes", bytes.length)
                .isInstanceOf(MalformedMessage.class);
    }

    /// Where each piece ends: what is whole up to there is an update.
    private static Set<Integer> ends(List<byte[]> pieces) {
        var ends = new HashSet<Integer>();
        int end = 0;
        for (var piece : pieces) {
            end += piece.length;
            ends.add(end);
        }
        return ends;
    }
}
