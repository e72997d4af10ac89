package io.margay.actors.store.tables;

import static io.margay.actors.store.Samples.document;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.actors.store.Postgres;
import io.margay.actors.store.Revision;
import io.margay.actors.store.Stamp;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.Stored;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of a store, in both databases.
final class StoreTablesTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final int STARTS = 4;

    @TempDir
    private static Path folder;

    private static Postgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static StoreTables open(StoreConfig.Database database) throws Exception {
        return StoreTables.of(database, DatabaseLogin.of(database));
    }

    @Test
    void membersThatStartAtOnceMakeTheTablesOnce() throws Exception {
        var database = postgres.database("starts");
        var loads = IntStream.range(0, STARTS)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> revision(database)))
                .toList();
        for (var load : loads) {
            assertThat(load.get()).isZero();
        }
    }

    private static long revision(StoreConfig.Database database) {
        try (var tables = open(database)) {
            return tables.load().present().revision();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tablesOfALaterReleaseAreLeftAlone() throws Exception {
        var database = postgres.database("release");
        revision(database);
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var statement = connection.createStatement()) {
            statement.execute("UPDATE margay_number SET number = 99 WHERE name = 'schema'");
        }
        try (var tables = open(database)) {
            assertThatThrownBy(tables::load)
                    .isInstanceOf(SQLException.class)
                    .hasMessage("its schema has version 99, of a later release; this one knows 2");
        }
    }

    @Test
    void whatIsOldGoesInPostgres() throws Exception {
        whatIsOldGoes(postgres.database("old"));
    }

    @Test
    void whatIsOldGoesInH2() throws Exception {
        whatIsOldGoes(StoreConfig.Database.embedded(folder.resolve("h2")));
    }

    /// `a` changes in each of ten revisions, `b` is there in the first and goes in the third, `c` comes in the second.
    private static void whatIsOldGoes(StoreConfig.Database database) throws Exception {
        try (var tables = open(database)) {
            tables.load();
            tables.take(
                    0,
                    IntStream.rangeClosed(1, 10)
                            .mapToObj(StoreTablesTest::revision)
                            .toList());
            var keep = new StoreConfig.History(STEP.multipliedBy(4), 100, 2, STEP);
            assertThat(tables.trim(keep, BEGINNING.plus(STEP.multipliedBy(10)))).isFalse();

            assertThatThrownBy(() -> tables.at(5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("revision 5 is no longer kept; the first is 6");
            assertThatThrownBy(() -> tables.at(BEGINNING)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tables.after(5)).isInstanceOf(IllegalArgumentException.class);
            assertThat(tables.at(6).resources())
                    .extracting(Stored::document)
                    .containsExactly(document("a", "10.0.6.0/24"), document("c", "10.0.0.0/24"));
            assertThat(tables.at(BEGINNING.plus(STEP.multipliedBy(7)).plusSeconds(1))
                            .revision())
                    .isEqualTo(7);
            assertThat(tables.after(6)).extracting(it -> it.stamp().revision()).containsExactly(7L, 8L, 9L, 10L);
            assertThat(tables.history(key("b"), 10)).isEmpty();
            assertThat(tables.history(key("a"), 10))
                    .extracting(it -> it.stamp().revision())
                    .containsExactly(10L, 9L, 8L, 7L, 6L);

            tables.trim(new StoreConfig.History(STEP, 1, 2, STEP), BEGINNING.plus(STEP.multipliedBy(20)));
            assertThat(tables.history(key("a"), 10))
                    .extracting(it -> it.stamp().revision())
                    .containsExactly(10L, 9L, 8L);
            assertThat(tables.load().present().resources()).hasSize(2);
        }
    }

    private static Revision revision(int number) {
        var stamp = new Stamp(number, BEGINNING.plus(STEP.multipliedBy(number)), "somebody");
        var a = stored(stamp, "a", number);
        return switch (number) {
            case 1 -> new Revision(stamp, List.of(a, stored(stamp, "b", 0)), List.of());
            case 2 -> new Revision(stamp, List.of(a, stored(stamp, "c", 0)), List.of());
            case 3 -> new Revision(stamp, List.of(a), List.of(key("b")));
            default -> new Revision(stamp, List.of(a), List.of());
        };
    }

    private static Stored stored(Stamp stamp, String name, int net) {
        var put = put(name, "10.0." + net + ".0/24");
        return new Stored(put.resource(), put.document(), stamp);
    }
}
