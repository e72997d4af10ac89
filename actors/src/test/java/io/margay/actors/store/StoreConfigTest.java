package io.margay.actors.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.cluster.config.ConfigProblems;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class StoreConfigTest {
    @Test
    void everyKeyCanBeSetOtherwise() {
        var config = ConfigFactory.parseString(
                "margay.store { url = \"jdbc:postgresql://h/d\", user = u, password-file = p, patience = 2s,"
                        + " history { keep-for = 3h, keep-revisions = 4, keep-versions = 5, trim-interval = 6m } }");
        assertThat(StoreConfig.read(config))
                .isEqualTo(new StoreConfig(
                        new StoreConfig.Database("jdbc:postgresql://h/d", "u", "p"),
                        new StoreConfig.History(Duration.ofHours(3), 4, 5, Duration.ofMinutes(6)),
                        Duration.ofSeconds(2)));
    }

    @Test
    void whereNothingIsConfiguredThereIsNoDatabase() {
        assertThat(StoreConfig.read(ConfigFactory.load()).database().isGiven()).isFalse();
    }

    @Test
    void wrongValuesAreRefusedTogether() {
        var config = ConfigFactory.parseString(
                "margay.store { url = \"jdbc:mysql://h/d\", user = u, password-file = p, patience = 0s,"
                        + " history { keep-for = 1d, keep-revisions = 1, keep-versions = 1, trim-interval = 1m } }");
        assertThatThrownBy(() -> StoreConfig.read(config))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(
                        "margay.store.url: must be jdbc:postgresql://HOST:PORT/DATABASE, or empty, is jdbc:mysql://h/d")
                .hasMessageContaining("patience: must be > 0");
    }

    @Test
    void aPasswordThatCannotBeReadIsSaidBeforeAnythingBegins() {
        var database = new StoreConfig.Database("jdbc:postgresql://h/d", "u", "not-there");
        assertThatThrownBy(() ->
                        Engine.start(EngineConfig.standalone(), StoreLab.config(database), InstantSource.system(), 1))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("margay.store.password-file: cannot read not-there");
    }

    @Test
    void aFileOfAFolderIsNoSharedDatabase() {
        assertThat(StoreConfig.Database.embedded(Path.of("/x")))
                .isEqualTo(new StoreConfig.Database("jdbc:h2:file:/x/store", "", ""));
        assertThat(StoreConfig.Database.embedded(Path.of("/x")).isShared()).isFalse();
    }
}
