package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.util.Version;
import com.typesafe.config.ConfigFactory;
import io.margay.cluster.config.ConfigProblems;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EngineConfigTest {
    @Test
    void everyKeyCanBeSetOtherwise() {
        var config = ConfigFactory.parseString(
                "margay.engine { hostname = h1, port = 7, flush-interval = 2s, parts = 3,"
                        + " seeds = [\"h2:8\"], discovery { name = \"n:9\", least-members = 3, server = s }, home = \"h1:9\", certificates = c }");
        assertThat(EngineConfig.read(config))
                .isEqualTo(new EngineConfig(
                        "h1",
                        7,
                        Duration.ofSeconds(2),
                        3,
                        new EngineConfig.Cluster(
                                List.of("h2:8"), new EngineConfig.Discovery("n:9", 3, "s"), "h1:9", "c")));
    }

    @Test
    void anEngineOnItsOwnListensOnLoopback() {
        assertThat(EngineConfig.standalone().hostname()).isEqualTo("127.0.0.1");
        assertThat(EngineConfig.standalone().port()).isZero();
    }

    @Test
    void wrongValuesAreRefusedTogether() {
        var config = ConfigFactory.parseString(
                "margay.engine { hostname = \"\", port = 70000, flush-interval = 0s, parts = 0, seeds = [\"h:70000\"], home = \"\","
                        + " discovery { name = \"\", least-members = 1, server = \"\" } }");
        assertThatThrownBy(() -> EngineConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("hostname")
                .hasMessageContaining("port: must be 0 to 65535, is 70000")
                .hasMessageContaining("flush-interval")
                .hasMessageContaining("parts")
                .hasMessageContaining("seeds: must be HOST:PORT each");
    }

    @Test
    void aNameInDnsIsAPlaceOrAService() {
        var wrong = ConfigFactory.parseString("margay.engine.discovery { name = n, least-members = 0, server = \"\" }");
        assertThatThrownBy(() -> EngineConfig.read(wrong.withFallback(ConfigFactory.load())))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("name: must be NAME:PORT, or _SERVICE._tcp.NAME, is n")
                .hasMessageContaining("least-members: must be > 0");
    }

    /// The first of those that DNS names waits for others that do not answer; the first seed may be started alone.
    @Test
    void theFirstThatDnsNamesAsksTheOthersForLong() {
        var named = EngineConfig.read(ConfigFactory.parseString("margay.engine.discovery.name = \"n:9\"")
                .withFallback(ConfigFactory.load()));
        assertThat(seedNodeTimeout(named)).isEqualTo(Duration.ofSeconds(60));
        var own = new EngineConfig.Cluster(List.of("h2:8"), named.cluster().discovery(), "", "");
        assertThat(seedNodeTimeout(named.in(own))).isEqualTo(seedNodeTimeout(EngineConfig.standalone()));
        assertThat(seedNodeTimeout(EngineConfig.standalone())).isEqualTo(Duration.ofSeconds(5));
    }

    private static Duration seedNodeTimeout(EngineConfig config) {
        return config.akka().getDuration("akka.cluster.seed-node-timeout");
    }

    @Test
    void javaSerializationIsOff() {
        assertThat(EngineConfig.standalone().akka().getBoolean("akka.actor.allow-java-serialization"))
                .isFalse();
    }

    /// By which members of a later release take parts on before those of an earlier one.
    @Test
    void membersSayOfWhatReleaseTheyAre() {
        var said = EngineConfig.standalone().akka().getString("akka.cluster.app-version");
        assertThat(said).isEqualTo(EngineConfig.version()).matches("[0-9]+[.][0-9]+[.][0-9]+(-.+)?");
        assertThat(new Version(said).parse()).isGreaterThan(new Version("0.0.1").parse());
    }
}
