package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.HostLab.host;
import static io.margay.dataplane.iptables.HostLab.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Iptables;
import io.margay.model.net.IpVersion;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What the kernel counts by rules of host endpoints, in each of their stages.
class HostCountersIT {
    private static final ResourceKey HOST = new ResourceKey(Kind.HOST_ENDPOINT, "", "h");

    @Test
    void whatEachStageCountsLeadsBackToItsRules() throws IOException {
        try (var lab = HostLab.open()) {
            lab.apply(
                    host("h", "interfaceName: eth0"),
                    policy("early", "order: 1, doNotTrack: true, applyOnForward: true, " + ingress("Allow", "UDP", 53)),
                    policy("dnat", "order: 2, preDNAT: true, applyOnForward: true, " + ingress("Deny", "TCP", 81)),
                    policy("usual", "order: 3, applyOnForward: true, " + ingress("Allow", "TCP", 80)));
            var counters = new Counters(Iptables.nft(lab.commands()));
            var here = lab.ip("here", IpVersion.V4);
            lab.asks("there", here, 53, 0);
            lab.isCut("there", here.toString(), 81);
            lab.isCut("there", here.toString(), 443);
            assertThat(lab.connects("there", here.toString(), 80)).isTrue();
            assertThat(lab.connects("there", lab.ip("a", IpVersion.V6).toString(), 80))
                    .isTrue();
            expectCounted(counters, HostStage.UNTRACKED, "early", 1);
            expectCounted(counters, HostStage.PRE_DNAT, "dnat", 1);
            expectCounted(counters, HostStage.NORMAL, "usual", 2);
            var own = counters.ofHost("eth0", HostStage.NORMAL, Direction.INGRESS);
            assertThat(own.get(new RuleName.KnownConnection(HOST, Direction.INGRESS).comment()))
                    .matches(known -> known.packets() > 0, "known");
            assertThat(own.get(new RuleName.TierEnd(HOST, Direction.INGRESS, false, "default").comment()))
                    .matches(end -> end.packets() > 0, "end of tier");
            assertThat(counters.ofHost("eth0", HostStage.FORWARD, Direction.INGRESS))
                    .containsKey(new RuleName.TierEnd(HOST, Direction.INGRESS, true, "default").comment());
        }
    }

    private static String ingress(String action, String protocol, int port) {
        return "ingress: [{action: %s, protocol: %s, destination: {ports: [%d]}}]".formatted(action, protocol, port);
    }

    private static void expectCounted(Counters counters, HostStage stage, String policy, int packets) {
        var key = new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", policy);
        var id = new RuleName.PolicyRule("default", key, Direction.INGRESS, 0).comment();
        var count = counters.ofPolicy(stage, key, Direction.INGRESS).get(id);
        assertThat(count).isNotNull().matches(it -> it.packets() >= packets, policy + " at least " + packets);
    }
}
