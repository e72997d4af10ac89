package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemovalTest {
    private static final String SAVED = """
            # Generated
            *raw
            :PREROUTING ACCEPT [3:180]
            :mgy-raw - [0:0]
            -A PREROUTING -j mgy-raw
            COMMIT
            # Completed
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD DROP [0:0]
            :KUBE-FORWARD - [0:0]
            :mgy-forward - [0:0]
            :mgy-pi-abc - [0:0]
            -A FORWARD -j mgy-forward
            -A FORWARD -m comment --comment "then -j mgy-forward" -j KUBE-FORWARD
            -A KUBE-FORWARD -m comment --comment "x -j ACCEPT" -g mgy-pi-abc
            -A KUBE-FORWARD -p tcp -j mgyx --option
            -A mgy-forward -i cali+ -j mgy-pi-abc
            -A mgy-pi-abc -j DROP
            COMMIT
            *nat
            :OUTPUT ACCEPT [0:0]
            -A OUTPUT -j KUBE-SERVICES
            COMMIT
            """;

    private static final String TOLD = """
            *raw
            -D PREROUTING -j mgy-raw
            -F mgy-raw
            -X mgy-raw
            COMMIT
            *filter
            -D FORWARD -j mgy-forward
            -D KUBE-FORWARD -m comment --comment "x -j ACCEPT" -g mgy-pi-abc
            -D KUBE-FORWARD -p tcp -j mgyx --option
            -F mgy-forward
            -F mgy-pi-abc
            -X mgy-forward
            -X mgy-pi-abc
            COMMIT
            """;

    @Test
    void itTakesOursOutOfEachTableAndNothingElse() {
        assertThat(Removal.restoreText(SAVED)).isEqualTo(TOLD);
        assertThat(Removal.restoreText("")).isEmpty();
    }
}
