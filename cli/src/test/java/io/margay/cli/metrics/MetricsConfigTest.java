package io.margay.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import io.margay.wire.stream.HostPort;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetricsConfigTest {
    @Test
    void everyKeyCanBeSetOtherwise() {
        var config = ConfigFactory.parseString(
                "margay.metrics { listen = \"127.0.0.1:9464\", by-node = on, lagging-after = 3s }");
        assertThat(MetricsConfig.read(config))
                .isEqualTo(
                        new MetricsConfig(Optional.of(new HostPort("127.0.0.1", 9464)), true, Duration.ofSeconds(3)));
    }

    @Test
    void nothingIsServedInTheClearUnlessItIsSaid() {
        assertThat(MetricsConfig.read(ConfigFactory.load()))
                .isEqualTo(new MetricsConfig(Optional.empty(), false, Duration.ofSeconds(10)));
    }

    @Test
    void whatIsWrongIsSaid() {
        var config = ConfigFactory.parseString(
                "margay.metrics { listen = here, by-node = perhaps, lagging-after = 0s, other = 1 }");
        assertThatThrownBy(() -> MetricsConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("listen: must be HOST:PORT, or empty")
                .hasMessageContaining("by-node")
                .hasMessageContaining("lagging-after: must be > 0")
                .hasMessageContaining("there is no such key");
    }
}
