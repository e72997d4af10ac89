package io.margay.dataplane.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import io.margay.dataplane.kernel.FlowMark;
import org.junit.jupiter.api.Test;

class FlowsConfigTest {
    @Test
    void everyKeyIsRead() {
        var config = ConfigFactory.parseString("""
                margay.dataplane.flows {
                  terminate-on-deny = true
                  again-mark-bit = 31
                  denied-mark-bit = 4
                }
                """);
        assertThat(FlowsConfig.read(config)).isEqualTo(new FlowsConfig(true, 31, 4));
        assertThat(FlowsConfig.read(config).again()).isEqualTo(new FlowMark(1 << 31, 1 << 31 | 1 << 4));
    }

    @Test
    void nobodyTerminatesUnlessHeIsTold() {
        assertThat(FlowsConfig.standard().terminateOnDeny()).isFalse();
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        var config = ConfigFactory.parseString("""
                margay.dataplane.flows {
                  terminate-on-deny = perhaps
                  again-mark-bit = 32
                  denied-mark-bit = 32
                }
                """);
        assertThatThrownBy(() -> FlowsConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll("terminate-on-deny", "again-mark-bit", "denied-mark-bit");
    }
}
