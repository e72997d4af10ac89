package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnChainsTest {
    private static final Chain A = Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j DROP")));
    private static final Chain B = Chain.of(
            "mgy-b",
            List.of(
                    new Chain.Line("-p tcp", "it's b", "-j mgy-a"),
                    Chain.Line.always("", "-j MARK --set-xmark 0x0/0x10000")));
    private static final OwnChains NONE = OwnChains.none(Table.FILTER);

    @Test
    void whatWasWrittenNeedsNothing() {
        assertThat(text(NONE.written(List.of(A, B)), A, B)).isEmpty();
    }

    @Test
    void onlyWhatChangedIsWritten() {
        var changed = Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j RETURN")));
        assertThat(text(NONE.written(List.of(A, B)), changed, B))
                .isEqualTo("*filter\n:mgy-a - [0:0]\n" + changed.print().getFirst() + "\nCOMMIT\n");
    }

    @Test
    void whatIsGoneIsEmptiedThenDeleted() {
        assertThat(text(NONE.written(List.of(A, B))))
                .isEqualTo("*filter\n-F mgy-a\n-F mgy-b\n-X mgy-a\n-X mgy-b\nCOMMIT\n");
    }

    @Test
    void whatSomebodyElseLeadsToIsOnlyEmptied() {
        assertThat(NONE.written(List.of(A, B)).restoreText(List.of(), Set.of("mgy-a")))
                .isEqualTo("*filter\n-F mgy-a\n-F mgy-b\n-X mgy-b\nCOMMIT\n");
    }

    @Test
    void whatIptablesSavesIsRead() {
        var read = read("""
        *filter
        :INPUT ACCEPT [0:0]
        :FORWARD ACCEPT [0:0]
        :mgy-forward - [0:0]
        :mgy-b - [0:0]
        :mgy-empty - [0:0]
        :other - [0:0]
        -A INPUT -j mgy-input
        -A FORWARD -j other
        -A FORWARD -j mgy-forward
        -A FORWARD -j mgy-forward
        -A mgy-forward -m comment --comment "#abc-_1 x y" -j DROP
        -A mgy-forward -m comment --comment "#zzz" -j DROP
        -A mgy-b -m comment --comment #def -j DROP
        COMMIT
        """);
        assertThat(read.jumps())
                .isEqualTo(Map.of("INPUT", new OwnChains.Jumps(1, true), "FORWARD", new OwnChains.Jumps(2, false)));
        assertThat(read.chains().keySet()).containsExactlyInAnyOrder("mgy-forward", "mgy-b", "mgy-empty");
        assertThat(hash(read, "mgy-forward")).isEqualTo("abc-_1");
        assertThat(hash(read, "mgy-b")).isEqualTo("def");
        assertThat(hash(read, "mgy-empty")).isEmpty();
    }

    @Test
    void whatIsPrintedOfAChainIsTheChain() {
        assertThat(text(read(printed(B, "-m comment --comment x -j RETURN")), B))
                .isEqualTo("");
    }

    @Test
    void aChainThatLostARuleOrGotOneOrHasAnotherIsWrittenAnew() {
        var lines = printed(B, "").lines().toList();
        var last = lines.get(lines.size() - 2);
        for (var other : List.of("", last + "\n" + last, last.replace("MARK --set-xmark 0x0/0x10000", "RETURN"))) {
            var read = read(printed(B, "").replace(last, other));
            assertThat(text(read, B)).as(other).startsWith("*filter\n:mgy-b ");
        }
    }

    @Test
    void whatOthersChangedIsFoundOnceItWasRead() {
        var read = read(printed(B, ""));
        var written = NONE.written(List.of(B));
        assertThat(written.damage(read)).isEmpty();
        var other = read(printed(B, "").replace("-p tcp", "-p udp"));
        assertThat(read.damage(other)).containsExactly("mgy-b");
        assertThat(written.damage(NONE)).containsExactly("mgy-b");
        assertThat(NONE.damage(read)).containsExactly("mgy-b");
        assertThat(text(other.without(List.of("mgy-b")), B)).startsWith("*filter\n:mgy-b ");
        // What stays as it was is still known as it was printed.
        assertThat(read.written(List.of(A, B)).damage(other)).contains("mgy-b");
    }

    @Test
    void whatIsNewComesAheadOfWhatChangesOrGoesAndNotAlone() {
        var changed = Chain.of("mgy-a", List.of(Chain.Line.always("a", "-j RETURN")));
        assertThat(NONE.ahead(List.of(A, B))).isEmpty();
        assertThat(NONE.written(List.of(A)).ahead(List.of(A, B))).isEmpty();
        assertThat(NONE.written(List.of(A, B)).ahead(List.of(changed, B))).isEmpty();
        var there = NONE.written(List.of(A));
        assertThat(there.ahead(List.of(changed, B))).containsExactly(B);
        assertThat(there.ahead(List.of(B))).containsExactly(B);
        assertThat(there.restoreText(List.of(B))).isEqualTo(text(NONE, B));
        var then = there.with(List.of(B));
        assertThat(text(then, changed, B))
                .startsWith("*filter\n:mgy-a - [0:0]\n-A mgy-a ")
                .doesNotContain("mgy-b");
        assertThat(text(then, A)).isEqualTo("*filter\n-F mgy-b\n-X mgy-b\nCOMMIT\n");
    }

    @Test
    void aChainOfWaysIsKnownByWhereTheyLead() {
        var ways = ways("cali1", "cali2");
        var there = read("*filter\n:mgy-ways - [0:0]\n" + String.join("\n", ways.print()) + "\nCOMMIT\n");
        assertThat(ways.print().getFirst()).isEqualTo("-A mgy-ways -i cali1 -g mgy-fromw-cali1");
        assertThat(text(there, ways)).isEmpty();
        assertThat(text(there, ways("cali1", "cali3"))).startsWith("*filter\n:mgy-ways ");
        assertThat(text(there, ways("cali2", "cali1"))).startsWith("*filter\n:mgy-ways ");
        assertThat(text(there, ways("cali1"))).startsWith("*filter\n:mgy-ways ");
    }

    private static Chain ways(String... interfaces) {
        return Chain.ofWays(
                "mgy-ways",
                Stream.of(interfaces)
                        .map(name -> new Chain.Line("-i " + name, "", "-g mgy-fromw-" + name))
                        .toList());
    }

    @Test
    void aJumpThatIsNotFirstIsMovedThere() {
        var forward = Chain.of(Names.FORWARD, List.of());
        var written = NONE.written(List.of(forward));
        var moved = new OwnChains(Table.FILTER, written.chains(), Map.of("FORWARD", new OwnChains.Jumps(1, false)));
        assertThat(written.damage(moved)).containsExactly("FORWARD -j mgy-forward");
        assertThat(text(moved, forward))
                .isEqualTo("*filter\n-D FORWARD -j mgy-forward\n-I FORWARD -j mgy-forward\nCOMMIT\n");
    }

    @Test
    void aJumpGoesWithItsChain() {
        var input = Chain.of(Names.INPUT, List.of());
        assertThat(text(NONE.written(List.of(input))))
                .isEqualTo("*filter\n-D INPUT -j mgy-input\n-F mgy-input\n-X mgy-input\nCOMMIT\n");
    }

    private static String hash(OwnChains chains, String name) {
        return Objects.requireNonNull(chains.chains().get(name)).hash();
    }

    private static String text(OwnChains there, Chain... wanted) {
        return there.restoreText(List.of(wanted), Set.of());
    }

    private static OwnChains read(String text) {
        var reader = new OwnChainsReader();
        text.lines().forEach(reader);
        return reader.of(Table.FILTER);
    }

    /// As `iptables-save` prints it, in a table where somebody has a rule.
    private static String printed(Chain chain, String others) {
        var lines = String.join("\n", chain.print()).replace("'", "\\'");
        return "*filter\n:INPUT ACCEPT [0:0]\n:" + chain.name() + " - [0:0]\n"
                + (others.isEmpty() ? "" : "-A INPUT " + others + "\n") + lines + "\nCOMMIT\n";
    }
}
