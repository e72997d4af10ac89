package io.margay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
    @Test
    void everyKeyCanBeSetOtherwise() {
        var config = ConfigFactory.parseString("margay.server { look-interval = 7s }");
        assertThat(ServerConfig.read(config)).isEqualTo(new ServerConfig(Duration.ofSeconds(7)));
    }
}
