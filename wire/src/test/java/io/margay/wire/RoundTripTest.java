package io.margay.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.selector.Selector;
import io.margay.model.selector.SelectorParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RoundTripTest {
    @Test
    void whatIsWrittenIsRead() {
        for (long seed = 1; seed <= 500; seed++) {
            var transaction = random(seed).transaction();
            assertThat(HostProtocol.readTransaction(HostProtocol.write(transaction)))
                    .as("seed %s", seed)
                    .isEqualTo(transaction);
        }
    }

    @Test
    void aSetHasTheSameIdOnBothEnds() {
        for (long seed = 1; seed <= 200; seed++) {
            var transaction = random(seed).transaction();
            assertThat(ids(HostProtocol.readTransaction(HostProtocol.write(transaction))))
                    .as("seed %s", seed)
                    .isEqualTo(ids(transaction));
        }
    }

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
        var said =
                List.of(new FromHost.Hello("n1", 7), new FromHost.Enforced(8), new FromHost.Failed(9, "ipset is full"));
        assertThat(said)
                .allSatisfy(each -> assertThat(HostProtocol.readFromHost(HostProtocol.write(each)))
                        .isEqualTo(each));
    }

    @Test
    void bytesThatAreCutOffAreRefused() {
        var bytes = HostProtocol.write(random(3).transaction());
        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> HostProtocol.readTransaction(cut))
                    .as("the first %s of %s bytes", length, bytes.length)
                    .isInstanceOf(MalformedMessage.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "what is this"})
    void bytesThatAreNoMessageAreRefused(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> HostProtocol.readFromHost(bytes)).isInstanceOf(MalformedMessage.class);
        assertThatThrownBy(() -> HostProtocol.readTransaction(new byte[] {(byte) 0xff}))
                .isInstanceOf(MalformedMessage.class);
    }

    private static RandomUpdates random(long seed) {
        return new RandomUpdates(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    private static List<String> ids(Transaction transaction) {
        return transaction.sets().stream()
                .map(SetChange::set)
                .map(AddressSet::id)
                .map(Object::toString)
                .toList();
    }
}
