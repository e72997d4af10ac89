package io.margay.actors.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.margay.actors.store.Postgres;
import io.margay.actors.store.StoreConfig;
import io.margay.actors.store.StoreLab;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members on machines of their own, a PostgreSQL on another, and cables that are cut.
@Tag("slow")
final class CutCableIT {
    private static final String PORT = ":7451";
    private static final int MACHINES = 3;
    /// Until they are sure that one is lost, and as long as a half waits; and some seconds.
    private static final Duration WAITING = Duration.ofSeconds(35);

    @TempDir
    private Path folder;

    private final List<MemberProcess> members = new ArrayList<>();
    private Postgres postgres;
    private StoreConfig.Database database;
    private Relay relay;
    private Cables cables;

    @BeforeEach
    void lay() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "laying cables needs root");
        postgres = Postgres.start(folder);
        var own = postgres.database("members");
        relay = Relay.open(URI.create(own.url().substring("jdbc:".length())).getPort());
        database = new StoreConfig.Database(
                "jdbc:postgresql://" + Cables.here() + ":" + relay.port() + "/members", own.user(), "");
        cables = Cables.lay(MACHINES);
    }

    private void begin(int count) throws IOException {
        for (int machine = 1; machine <= count; machine++) {
            start(machine, count);
        }
        members.forEach(MemberProcess::awaitUp);
        members.getLast().put("before", "10.0.0.1");
    }

    private void start(int machine, int count) throws IOException {
        var seeds =
                IntStream.rangeClosed(1, count).mapToObj(CutCableIT::address).toList();
        members.add(MemberProcess.start(cables.on(machine), address(machine), seeds, database));
    }

    private static String address(int machine) {
        return Cables.address(machine) + PORT;
    }

    @AfterEach
    void stop() throws Exception {
        members.forEach(MemberProcess::close);
        if (cables != null) {
            cables.close();
            relay.close();
            postgres.close();
        }
    }

    @Test
    void ofTwoThatDoNotReachEachOtherExactlyOneGoesOnAndTheOtherComesBack() throws Exception {
        begin(2);
        cables.cut(1, 2);
        await().atMost(StoreLab.DEADLINE).until(() -> members.stream().anyMatch(it -> !it.isAlive()));
        var living = members.stream().filter(MemberProcess::isAlive).toList();
        assertThat(living).hasSize(1);
        living.getFirst().put("after", "10.0.0.2");
        cables.mend(1, 2);
        start(living.getFirst().address().equals(address(1)) ? 2 : 1, 2);
        members.getLast().awaitUp();
        members.getLast().put("last", "10.0.0.3");
        assertThat(living.getFirst().isAlive()).isTrue();
    }

    /// Though it has the lower address, and the source.
    @Test
    void oneThatReachesNeitherTheOtherNorTheDatabaseEnds() throws Exception {
        begin(2);
        cables.cut(1, 2);
        cables.cutFromHere(1);
        members.getLast().put("after", "10.0.0.2");
        members.getFirst().awaitEnd();
        members.getLast().put("last", "10.0.0.3");
    }

    @Test
    void mostOfThreeWaitForTheirDatabase() throws Exception {
        begin(3);
        postgres.stop();
        members.getFirst().close();
        await("longer than less than most would")
                .during(WAITING)
                .atMost(StoreLab.DEADLINE)
                .until(() -> members.get(1).isAlive() && members.get(2).isAlive());
        postgres.startAgain();
        members.getLast().put("after", "10.0.0.2");
        members.get(1).put("last", "10.0.0.3");
    }

    /// Each of both hears of the other by the third.
    @Test
    void ofThreeOfWhichTwoDoNotReachEachOtherTheThirdGoesOn() throws Exception {
        begin(3);
        cables.cut(1, 2);
        members.get(0).awaitEnd();
        members.get(1).awaitEnd();
        members.getLast().put("after", "10.0.0.2");
    }
}
