package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.iptables.Counters.Count;
import io.margay.dataplane.kernel.Exit;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Table;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CountersTest {
    private static final ResourceKey POLICY = new ResourceKey(Kind.KUBERNETES_NETWORK_POLICY, "shop", "db");

    @Test
    void rulesWithOneIdAreAddedUpAndLogsDoNotCountTwice() {
        var counts = new Counters(new Printed()).ofPolicy(POLICY, Direction.INGRESS);
        var id = new RuleName.PolicyRule("default", POLICY, Direction.INGRESS, 0).comment();
        assertThat(id).isEqualTo("networking.k8s.io/v1/NetworkPolicy/shop/db ingress 0");
        assertThat(counts)
                .containsEntry(id, new Count(3 + 4 + 3 + 4, 300 + 400 + 300 + 400))
                .containsEntry("denied -c 9 9", new Count(2 * 5, 2 * 500))
                .containsEntry("only-logged", new Count(2 * 6, 2 * 600))
                .hasSize(3);
    }

    /// What both versions' programs print.
    private static final class Printed implements Iptables {
        private static final String TEXT = """
                -N mgy-pi-x
                -A mgy-pi-x -p tcp -m comment --comment "#a_b-c networking.k8s.io/v1/NetworkPolicy/shop/db ingress 0" -c 3 300 -g mgy-accept
                -A mgy-pi-x -p udp -m comment --comment "networking.k8s.io/v1/NetworkPolicy/shop/db ingress 0" -c 4 400 -g mgy-accept
                -A mgy-pi-x -m comment --comment "denied -c 9 9" -c 5 500 -j NFLOG --nflog-group 30
                -A mgy-pi-x -m comment --comment "denied -c 9 9" -c 5 500 -j DROP
                -A mgy-pi-x -m comment --comment only-logged -c 6 600 -j NFLOG --nflog-group 30
                -A mgy-pi-x -c 7 700 -j RETURN
                """;

        @Override
        public Exit restore(IpVersion version, String text) {
            throw new AssertionError("counters write nothing");
        }

        @Override
        public Exit save(IpVersion version, Table table, Consumer<String> lines) {
            throw new AssertionError("a host is never read as a whole");
        }

        @Override
        public Exit rules(IpVersion version, Table table, String chain) {
            return new Exit(0, TEXT, "");
        }
    }
}
