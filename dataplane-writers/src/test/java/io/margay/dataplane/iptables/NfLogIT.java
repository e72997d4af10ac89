package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.HostLab.host;
import static io.margay.dataplane.iptables.HostLab.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.LogReader;
import io.margay.dataplane.kernel.NetnsThreads;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Direction;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What NFLOG says of packets, and what the counters of rules say, lead back to the policies.
class NfLogIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ResourceKey POLICY = new ResourceKey(Kind.GLOBAL_NETWORK_POLICY, "", "p");
    private static final ResourceKey HOST = new ResourceKey(Kind.HOST_ENDPOINT, "", "h");

    @Test
    void whatIsLoggedAndWhatIsDeniedNamesItsRule() throws Exception {
        try (var lab = HostLab.open(new IptablesConfig(
                IptablesConfig.standard().interfacePrefixes(),
                true,
                IptablesConfig.standard().marks(),
                new NfLog(7, true),
                IptablesConfig.standard().failsafes(),
                IptablesConfig.standard().upkeep()))) {
            lab.apply(host("h", "interfaceName: eth0"), policy("p", """
                            ingress: [
                              {action: Log, protocol: TCP, destination: {ports: [80]}},
                              {action: Allow, protocol: TCP, destination: {ports: [80]}},
                              {action: Deny, protocol: TCP, destination: {ports: [81]}}]
                            """));
            var names = lab.ruleNames();
            var heard = new NetnsThreads(lab.netns()).call(() -> {
                try (var reader = LogReader.open(7)) {
                    lab.connects("there", HostLab.IP4 + "1", 80);
                    lab.isCut("there", HostLab.IP6 + "1", 81);
                    lab.isCut("there", HostLab.IP4 + "1", 443);
                    lab.isCut("here", HostLab.IP4 + "2", 443);
                    return hear(reader);
                }
            });
            assertThat(heard.join().stream()
                            .map(prefix -> prefix.charAt(0) + " "
                                    + names.ofPrefix(prefix)
                                            .map(Object::toString)
                                            .orElse("?")))
                    .contains(
                            "L " + rule(0),
                            "D " + rule(2),
                            "D " + new RuleName.TierEnd(HOST, Direction.INGRESS, false, "default"),
                            "D " + new RuleName.NothingAllows(HOST, Direction.EGRESS));
            lab.expectCounted(rule(1));
        }
    }

    private static RuleName rule(int index) {
        return new RuleName.PolicyRule("default", POLICY, Direction.INGRESS, index);
    }

    /// What was said until it is silent for a moment, or four things were.
    private static Set<String> hear(LogReader reader) {
        var heard = new HashSet<String>();
        var more = reader.prefixes(PATIENCE);
        while (!more.isEmpty() && heard.size() < 4) {
            heard.addAll(more);
            more = heard.size() < 4 ? reader.prefixes(PATIENCE) : more;
        }
        return heard;
    }
}
