package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.actors.store.Postgres;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.tables.LeaseRow;
import io.margay.engine.Seeded;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which part goes on, in a real database.
final class LeaseRowTest {
    private static final int ROUNDS = 30;
    private static final int MOST_MEMBERS = 7;
    private static final int MANY = 1_200;
    private static final int KEPT = 1_000;

    @TempDir
    private static Path folder;

    private static Postgres postgres;
    private static StoreConfig.Database database;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.start(folder);
        database = postgres.database("lease");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static LeaseRow row(String name) {
        return row(database, name);
    }

    private static LeaseRow row(StoreConfig.Database of, String name) {
        var login = new Properties();
        login.put("user", of.user());
        return new LeaseRow(of.url(), login, name);
    }

    @Test
    void theFirstGoesOnAndWhoIsLostToItDoesNot() throws Exception {
        assertThat(row("two").goesOn("a#1", List.of("b#2"))).isTrue();
        assertThat(row("two").goesOn("b#2", List.of("a#1"))).isFalse();
        assertThat(lost("two")).containsExactly("b#2");
    }

    /// As where the answer was lost on the way.
    @Test
    void whoAsksAgainIsAnsweredTheSame() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(row("again").goesOn("a#1", List.of("b#2"))).isTrue();
            assertThat(row("again").goesOn("b#2", List.of("a#1"))).isFalse();
        }
    }

    /// However late it asks: nothing runs out. Whoever decided is gone by then.
    @Test
    void whoIsLostStaysSoAndItsNextLifeIsNot() throws Exception {
        assertThat(row("lives").goesOn("a#1", List.of("b#2"))).isTrue();
        assertThat(row("lives").goesOn("c#3", List.of("a#1"))).isTrue();
        assertThat(row("lives").goesOn("b#2", List.of("a#1", "c#3"))).isFalse();
        assertThat(row("lives").goesOn("b#4", List.of("c#3"))).isTrue();
    }

    /// Two losses one soon after the other, decided by another each time.
    @Test
    void nobodyKeepsItFromTheNext() throws Exception {
        assertThat(row("next").goesOn("b#2", List.of("a#1"))).isTrue();
        assertThat(row("next").goesOn("a#5", List.of("c#3"))).isTrue();
        assertThat(lost("next")).containsExactly("a#1", "c#3");
    }

    @Test
    void clustersOfOtherNamesAreApart() throws Exception {
        assertThat(row("one").goesOn("a#1", List.of("b#2"))).isTrue();
        assertThat(row("other").goesOn("b#2", List.of("a#1"))).isTrue();
    }

    @Test
    void ofPartsThatAskAtOnceExactlyOneGoesOn() {
        var number = new int[1];
        Seeded.run(ROUNDS, random -> {
            var name = "round-" + number[0]++;
            var parts = parts(random.nextLong());
            var asked = parts.stream()
                    .map(part -> CompletableFuture.supplyAsync(() -> goesOn(name, part, parts)))
                    .toList();
            assertThat(asked.stream().filter(CompletableFuture::join)).hasSize(1);
        });
    }

    /// Some members in a few parts.
    private static List<List<String>> parts(long seed) {
        var random = new Random(seed);
        int count = 2 + random.nextInt(MOST_MEMBERS - 1);
        var members = new ArrayList<>(
                IntStream.range(0, count).mapToObj(i -> "m" + i + "#" + i).toList());
        Collections.shuffle(members, random);
        int cut = 1 + random.nextInt(count - 1);
        int other = cut + random.nextInt(count - cut);
        return List.of(members.subList(0, cut), members.subList(cut, other), members.subList(other, count)).stream()
                .filter(part -> !part.isEmpty())
                .map(List::copyOf)
                .toList();
    }

    private static boolean goesOn(String name, List<String> part, List<List<String>> parts) {
        var lost = parts.stream()
                .filter(it -> !it.equals(part))
                .flatMap(List::stream)
                .toList();
        try {
            return row(name).goesOn(part.getFirst(), lost);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itMakesItsTableWhereThereIsNone() throws Exception {
        var empty = postgres.database("empty");
        assertThat(row(empty, "members").goesOn("a#1", List.of())).isTrue();
        assertThat(row(empty, "members").goesOn("a#1", List.of("b#2"))).isTrue();
    }

    @Test
    void theLastThousandWhoWereLostAreKept() throws Exception {
        var many = IntStream.range(0, MANY).mapToObj(i -> "m" + i + "#" + i).toList();
        assertThat(row("many").goesOn("a#1", many)).isTrue();
        assertThat(lost("many")).hasSize(KEPT).endsWith("m" + (MANY - 1) + "#" + (MANY - 1));
    }

    @Test
    void aDatabaseThatIsNotThereIsAFailureAndNoAnswer() {
        var nowhere = new StoreConfig.Database("jdbc:postgresql://127.0.0.1:1/lease", "postgres", "");
        assertThatThrownBy(() -> row(nowhere, "members").goesOn("a#1", List.of("b#2")))
                .isInstanceOf(SQLException.class);
    }

    private static List<String> lost(String name) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var query = connection.prepareStatement("SELECT lost FROM margay_lease WHERE name = ?")) {
            query.setString(1, name);
            try (var rows = query.executeQuery()) {
                rows.next();
                return texts(rows.getArray(1));
            }
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
