package io.margay.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ApiConfigTest {
    @Test
    void everyKeyCanBeSetOtherwise() {
        var config = ConfigFactory.parseString(
                "margay.api { max-body = 5 KiB, max-connections = 6, patience = 7s, heartbeat = 8s }");
        assertThat(ApiConfig.read(config))
                .isEqualTo(new ApiConfig(5_120, 6, Duration.ofSeconds(7), Duration.ofSeconds(8)));
    }

    @Test
    void whatIsWrongIsSaid() {
        var config = ConfigFactory.parseString(
                "margay.api { max-body = 0, max-connections = 0, patience = -1s, heartbeat = 0s }");
        assertThatThrownBy(() -> ApiConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("max-body: must be > 0")
                .hasMessageContaining("max-connections: must be > 0")
                .hasMessageContaining("patience: must be > 0")
                .hasMessageContaining("heartbeat: must be > 0");
    }
}
