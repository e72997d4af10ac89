package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
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
                    backend = legacy
                    lock-wait = 7s
                    verify-interval = 8s
                  }
                }
                """);
        var failsafes = new Failsafes(
                List.of(
                        new Failsafe(Protocol.TCP, 22, List.of(), "SSH"),
                        new Failsafe(Protocol.UDP, 68, List.of(net("fd00::/8")), "DHCP")),
                List.of(new Failsafe(Protocol.SCTP, 7, List.of(net("10.0.0.0/8")), "")));
        var upkeep = new UpkeepConfig(Optional.of(Backend.LEGACY), Duration.ofSeconds(7), Duration.ofSeconds(8));
        assertThat(IptablesConfig.read(config))
                .isEqualTo(new IptablesConfig(
                        List.of("veth", "tap"), false, new Marks(3, 4), new NfLog(5, true), failsafes, upkeep));
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
                  backend = both
                  lock-wait = 60s
                  verify-interval = 0s
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
                        "backend",
                        "lock-wait",
                        "verify-interval");
    }
}
