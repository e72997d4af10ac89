package io.margay.actors.store;

import static io.margay.actors.store.Samples.edit;
import static io.margay.actors.store.Samples.key;
import static io.margay.actors.store.Samples.put;
import static io.margay.actors.store.StoreLab.DEADLINE;
import static io.margay.actors.store.StoreLab.failure;
import static io.margay.actors.store.StoreLab.now;
import static io.margay.actors.store.StoreLab.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.Engine;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store in a PostgreSQL, whatever befalls that.
final class PostgresStoreTest {
    private static final String NET = "10.0.0.0/8";
    /// More than three snapshots.
    private static final int MANY = 3_500;
    private static final int SOME = 250;

    @TempDir
    private static Path folder;

    private static Postgres postgres;

    private final List<Engine> engines = new ArrayList<>();

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start(folder);
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @AfterEach
    void stop() {
        engines.forEach(StoreLab::stop);
    }

    private Engine start(StoreConfig.Database database) {
        var engine = StoreLab.start(database);
        engines.add(engine);
        return engine;
    }

    @Test
    void aStoppedDatabaseRefusesEditsAndNothingElseAndWorksAgain() throws Exception {
        var database = postgres.database("stopped");
        postgres.stop();
        var store = start(database).store();
        assertThat(failure(store.edit(edit(put("a", NET))))).isInstanceOf(StoreUnavailable.class);
        assertThat(failure(store.list())).isInstanceOf(StoreUnavailable.class);
        postgres.startAgain();
        await().atMost(DEADLINE).until(() -> isDone(store, edit(put("a", NET))));
        postgres.stop();
        assertThat(failure(store.edit(edit(put("b", NET)))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("the store cannot be reached: ");
        assertThat(failure(store.edit(edit(put("b", NET))))).isInstanceOf(StoreUnavailable.class);
        assertThat(failure(store.history(key("a"), 1))).isInstanceOf(StoreUnavailable.class);
        assertThat(now(store.list()).resources()).hasSize(1);
        postgres.startAgain();
        await().atMost(DEADLINE).until(() -> isDone(store, edit(put("c", NET))));
        assertThat(now(store.list()).resources())
                .extracting(it -> it.resource().key())
                .containsExactly(key("a"), key("c"));
    }

    @Test
    void whatTheTablesHaveLeavesTheJournal() throws Exception {
        var database = postgres.database("journal");
        var store = start(database).store();
        for (int from = 0; from < MANY; from += SOME) {
            var some = IntStream.range(from, from + SOME)
                    .mapToObj(i -> store.edit(edit(put("n-" + i, NET))))
                    .toList();
            some.forEach(StoreLab::now);
        }
        await().atMost(DEADLINE).until(() -> count(database, "\"margay_journal\"") < MANY);
        assertThat(count(database, "\"margay_snapshot\"")).isPositive();
        StoreLab.stop(engines.removeLast());
        assertThat(now(start(database).store().list()).resources()).hasSize(MANY);
    }

    private static long count(StoreConfig.Database database, String table) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// As where a member was cut off, and both sides go on for a while.
    @Test
    void ofTwoWritersEachRevisionIsOnes() throws Exception {
        var database = postgres.database("two");
        var one = start(database).store();
        assertThat(revision(one.edit(edit(put("a", NET))))).isEqualTo(1);
        var other = start(database).store();
        assertThat(now(other.list()).revision()).isEqualTo(1);
        assertThat(revision(one.edit(edit(put("b", NET))))).isEqualTo(2);
        assertThat(failure(other.edit(edit(put("c", NET)))))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("nothing has changed");
        await().atMost(DEADLINE).until(() -> isDone(other, edit(put("d", NET))));
        assertThat(now(other.list()).resources())
                .extracting(it -> it.resource().key())
                .containsExactly(key("a"), key("b"), key("d"));
        assertThat(now(other.history(key("b"), 1)))
                .extracting(it -> it.stamp().revision())
                .containsExactly(2L);
    }

    private static boolean isDone(ResourceStore store, Edit edit) {
        return store.edit(edit)
                .handle((_, failure) -> failure == null)
                .toCompletableFuture()
                .join();
    }
}
