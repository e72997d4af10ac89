package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.FreePorts;
import io.margay.actors.store.Postgres;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.StoreLab;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine of two members, each a process, on a PostgreSQL. The first has the lower address, and the source.
final class TwoMembersTest {
    @TempDir
    private Path folder;

    private final List<String> addresses =
            FreePorts.of(2).stream().sorted().map(port -> "127.0.0.1:" + port).toList();
    private final List<MemberProcess> members = new ArrayList<>();
    private Postgres postgres;
    private StoreConfig.Database database;

    @BeforeEach
    void startBoth() throws Exception {
        postgres = Postgres.start(folder);
        database = postgres.database("members");
        addresses.forEach(this::start);
        members.forEach(MemberProcess::awaitUp);
        members.getLast().put("before", "10.0.0.1");
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(MemberProcess::close);
        postgres.close();
    }

    private void start(String address) {
        try {
            members.add(MemberProcess.start(List.of(), address, addresses, database));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theOtherGoesOnWhereTheOneWithTheLowestAddressIsKilled() throws Exception {
        members.getFirst().close();
        var other = members.getLast();
        other.put("after", "10.0.0.2");
        other.tell("host");
        other.awaitSaid(line -> line.startsWith("told ") && line.contains("after"));
        await().atMost(StoreLab.DEADLINE).until(() -> !lost().isEmpty());
        assertThat(lost()).singleElement().asString().startsWith(addresses.getFirst() + "#");
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    @Tag("slow")
    void oneThatWasPausedEndsAndTakesNothingOn() throws Exception {
        var paused = members.getFirst();
        var other = members.getLast();
        paused.signal("STOP");
        other.put("after", "10.0.0.2");
        await().atMost(StoreLab.DEADLINE).until(() -> !lost().isEmpty());
        paused.signal("CONT");
        paused.tell("pod late 10.0.0.3");
        paused.awaitEnd();
        assertThat(paused.saidOf("late")).noneMatch(line -> line.startsWith("edited "));
        other.put("later", "10.0.0.4");
        other.tell("host");
        other.awaitSaid(line -> line.startsWith("told ") && line.contains("later") && !line.contains("late\""));
        start(addresses.getFirst());
        members.getLast().awaitUp();
        members.getLast().put("last", "10.0.0.5");
    }

    @Test
    @Tag("slow")
    void whereTheDatabaseIsDownTooTheOtherEndsAndAllIsWellOnceItIsThere() throws Exception {
        postgres.stop();
        var other = members.getLast();
        members.getFirst().close();
        other.awaitEnd();
        postgres.startAgain();
        addresses.forEach(this::start);
        members.getLast().awaitUp();
        members.getLast().put("after", "10.0.0.2");
    }

    private List<String> lost() throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), "");
                var rows = connection.createStatement().executeQuery("SELECT unnest(lost) FROM margay_lease")) {
            var lost = new ArrayList<String>();
            while (rows.next()) {
                lost.add(rows.getString(1));
            }
            return lost;
        }
    }
}
