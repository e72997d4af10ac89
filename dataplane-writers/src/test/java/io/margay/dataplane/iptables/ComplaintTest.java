package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Exit;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What both backends say, word for word, of iptables 1.8.9.
class ComplaintTest {
    private static final String TEXT = """
    *filter
    :mgy-a - [0:0]
    -A mgy-a -p tcp -j DROP
    -A mgy-b -p udp -j DROP
    -F mgy-c
    -X mgy-c
    COMMIT
    """;

    @Test
    void nftNamesEachRule() {
        var complaint = complaint("""
        iptables-nft-restore v1.8.9 (nf_tables):\s
        line 3: RULE_APPEND failed (Invalid argument): rule in chain mgy-a
        line 4: RULE_APPEND failed (Invalid argument): rule in chain mgy-b
        iptables-restore: line 7 failed
        """);
        assertThat(complaint).isEqualTo(new Complaint(Set.of("mgy-a", "mgy-b"), Set.of()));
    }

    @Test
    void bothNameALineThatTheyDoNotUnderstand() {
        assertThat(complaint("Couldn't load match `foo':No such file or directory\n\nError occurred at line: 4\n"))
                .isEqualTo(new Complaint(Set.of("mgy-b"), Set.of()));
    }

    @Test
    void aChainThatCannotGoIsHeld() {
        assertThat(complaint("line 6: CHAIN_DEL failed (Device or resource busy): chain mgy-c"))
                .isEqualTo(new Complaint(Set.of(), Set.of("mgy-c")));
    }

    @Test
    void legacyNamesNobody() {
        assertThat(complaint("iptables-restore: line 7 failed")).isEqualTo(new Complaint(Set.of(), Set.of()));
        assertThat(complaint("line 700 failed")).isEqualTo(new Complaint(Set.of(), Set.of()));
    }

    @Test
    void someFailuresAreNoRules() {
        assertThat(Complaint.isOfText(new Exit(1, "", "iptables-restore: line 7 failed")))
                .isTrue();
        assertThat(Complaint.isOfText(new Exit(4, "", "line 3: RULE_APPEND failed (Cannot allocate memory)")))
                .isFalse();
        assertThat(Complaint.isOfText(new Exit(Exit.LOCKED, "", "the lock"))).isFalse();
    }

    private static Complaint complaint(String errors) {
        return Complaint.of(TEXT, new Exit(1, "", errors));
    }
}
