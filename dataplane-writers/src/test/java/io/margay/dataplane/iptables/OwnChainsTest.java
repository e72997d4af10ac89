package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnChainsTest {
    private static final Chain A = Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j DROP")));
    private static final Chain B = Chain.of("mgy-b", List.of(Chain.Line.always("b", "-j mgy-a")));

    @Test
    void whatWasWrittenNeedsNothing() {
        assertThat(OwnChains.written(Table.FILTER, List.of(A, B)).restoreText(List.of(A, B)))
                .isEmpty();
    }

    @Test
    void onlyWhatChangedIsWritten() {
        var changed = Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j RETURN")));
        assertThat(OwnChains.written(Table.FILTER, List.of(A, B)).restoreText(List.of(changed, B)))
                .isEqualTo("*filter\n:mgy-a - [0:0]\n" + changed.print().getFirst() + "\nCOMMIT\n");
    }

    @Test
    void whatIsGoneIsEmptiedThenDeleted() {
        assertThat(OwnChains.written(Table.FILTER, List.of(A, B)).restoreText(List.of()))
                .isEqualTo("*filter\n-F mgy-a\n-F mgy-b\n-X mgy-a\n-X mgy-b\nCOMMIT\n");
    }

    @Test
    void whatIptablesSavesIsRead() {
        var text = """
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :mgy-forward - [0:0]
        :mgy-b - [0:0]
        :other - [0:0]
        -A INPUT -j mgy-input
        -A FORWARD -j other
        -A FORWARD -j mgy-forward
        -A mgy-forward -m comment --comment "#abc-_1 x y" -j DROP
        -A mgy-forward -m comment --comment "#zzz" -j DROP
        -A mgy-b -m comment --comment #def -j DROP
        COMMIT
        """;
        assertThat(OwnChains.read(Table.FILTER, text))
                .isEqualTo(new OwnChains(
                        Table.FILTER,
                        Map.of("mgy-forward", "abc-_1", "mgy-b", "def"),
                        Map.of("INPUT", true, "FORWARD", false)));
    }

    @Test
    void aJumpThatIsNotFirstIsMovedThere() {
        var forward = Chain.of(Names.FORWARD, List.of());
        var table = new OwnChains(Table.FILTER, Map.of(Names.FORWARD, forward.hash()), Map.of("FORWARD", false));
        assertThat(table.restoreText(List.of(forward)))
                .isEqualTo("*filter\n-D FORWARD -j mgy-forward\n-I FORWARD -j mgy-forward\nCOMMIT\n");
    }

    @Test
    void aJumpGoesWithItsChain() {
        var input = Chain.of(Names.INPUT, List.of());
        assertThat(OwnChains.written(Table.FILTER, List.of(input)).restoreText(List.of()))
                .isEqualTo("*filter\n-D INPUT -j mgy-input\n-F mgy-input\n-X mgy-input\nCOMMIT\n");
    }
}
