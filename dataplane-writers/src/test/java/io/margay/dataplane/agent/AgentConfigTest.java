package io.margay.dataplane.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AgentConfigTest {
    @Test
    void everyKeyIsRead() {
        var config = ConfigFactory.parseString("""
                margay.dataplane {
                  look-interval = 3s
                  retry-interval = 4s
                  state-folder = /somewhere/else
                  state-retry-interval = 5s
                }
                """);
        assertThat(AgentConfig.read(config))
                .isEqualTo(new AgentConfig(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Path.of("/somewhere/else"),
                        Duration.ofSeconds(5)));
    }

    @Test
    void whereNothingIsConfiguredTheStateIsWhereOthersKeepTheirs() {
        assertThat(AgentConfig.standard().stateFolder()).isEqualTo(Path.of("/var/lib/margay"));
    }

    @Test
    void whatIsWrongIsSaidAllAtOnce() {
        var config = ConfigFactory.parseString("""
                margay.dataplane {
                  look-interval = 0s
                  retry-interval = -1s
                  state-folder = here
                  state-retry-interval = 0s
                }
                """);
        assertThatThrownBy(() -> AgentConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContainingAll(
                        "dataplane.look-interval", "dataplane.retry-interval", "state-folder", "state-retry-interval");
    }
}
