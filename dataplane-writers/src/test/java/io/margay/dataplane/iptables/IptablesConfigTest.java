package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import io.margay.dataplane.flows.FlowsConfig;
import io.margay.dataplane.kernel.Backend;
import io.margay.engine.verdict.Options;
import io.margay.model.net.Cidr;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.Failsafes;
import io.margay.model.ruleset.Failsafes.Failsafe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IptablesConfigTest {
    @Test
    void everyKeyIsRead() {
        var config = ConfigFactory.parseString("""
                margay.dataplane {
                  iptables {
                    interface-prefixes = [veth, tap]
                    deny-unknown-workloads = false
                    accept-mark-bit = 3
                    pass-mark-bit = 4
                    log-group = 5
                    log-denied = true
                    failsafe-in = ["tcp:22", "udp:[fd00::/8]:68"]
                    failsafe-out = ["sctp:10.0.0.0/8:7"]
                    own-paths-in = ["tcp:[fd00::9/128]:7443"]
                    own-paths-out = []
                    backend = legacy
                    lock-wait = 7s
                    verify-interval = 8s
                  }
                  flows {
                    terminate-on-deny = true
                    again-mark-bit = 6
                    denied-mark-bit = 7
                  }
                }
                """);
        var failsafes = new Failsafes(
                List.of(
                        new Failsafe(Protocol.TCP, 22, List.of(), "SSH"),
                        new Failsafe(Protocol.UDP, 68, List.of(net("fd00::/8")), "DHCP"),
                        new Failsafe(Protocol.TCP, 7443, List.of(net("fd00::9/128")), "Margay")),
                List.of(new Failsafe(Protocol.SCTP, 7, List.of(net("10.0.0.0/8")), "")));
        var upkeep = new UpkeepConfig(Optional.of(Backend.LEGACY), Duration.ofSeconds(7), Duration.ofSeconds(8));
        var marks = new Marks(3, 4, new FlowsConfig(true, 6, 7));
        assertThat(IptablesConfig.read(config))
                .isEqualTo(new IptablesConfig(
                        List.of("veth", "tap"), false, marks, new NfLog(5, true), failsafes, upkeep));
    }

    @Test
    void whatNobodyConfiguresOtherwiseIsCalicosAndTheEvaluators() {
        assertThat(IptablesConfig.standard().failsafes()).isEqualTo(Options.ENFORCED.failsafes());
    }

    private static Cidr net(String text) {
        return Cidr.parse(text).orElseThrow();
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        var config = ConfigFactory.parseString("""
                margay.dataplane.iptables {
                  interface-prefixes = ["a b"]
                  deny-unknown-workloads = true
                  accept-mark-bit = 3
                  pass-mark-bit = 3
                  log-group = 70000
                  log-denied = false
                  failsafe-in = ["tcp:22", "tcp:fd00:22"]
                  failsafe-out = ["tcp:70000"]
                  own-paths-in = []
                  own-paths-out = ["tcp:7443"]
                  backend = both
                  lock-wait = 60s
                  verify-interval = 0s
                }
                margay.dataplane.flows {
                  terminate-on-deny = false
                  again-mark-bit = 6
                  denied-mark-bit = 7
                }
                """);
        assertThatThrownBy(() -> IptablesConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll(
                        "interface-prefixes",
                        "pass-mark-bit",
                        "log-group",
                        "failsafe-in",
                        "failsafe-out",
                        "own-paths-out",
                        "backend",
                        "lock-wait",
                        "verify-interval");
    }
}
