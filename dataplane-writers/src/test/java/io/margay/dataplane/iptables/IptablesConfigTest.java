package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import java.util.List;
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
                  }
                }
                """);
        assertThat(IptablesConfig.read(config)).isEqualTo(new IptablesConfig(List.of("veth", "tap"), false, 3, 4, 5));
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
                }
                """);
        assertThatThrownBy(() -> IptablesConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll("interface-prefixes", "pass-mark-bit", "log-group");
    }
}
