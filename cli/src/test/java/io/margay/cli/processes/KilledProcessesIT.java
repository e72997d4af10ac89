package io.margay.cli.processes;

import io.margay.cli.Privileged;
import io.margay.cli.processes.LiveCluster.Members;
import io.margay.engine.Seeded;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Three members on a PostgreSQL and twenty agents, each a process: one of them is killed, again and again, while the
/// cluster changes and packets fly.
final class KilledProcessesIT {
    private static final int NODES = 20;
    private static final int ROUNDS = 3;
    private static final int MANY_ROUNDS = 30;
    private static final int EDITS = 8;

    @TempDir
    private Path folder;

    @BeforeEach
    void assumeLab() {
        Privileged.assumeLab();
    }

    @Test
    void whoeverIsKilledNobodyIsLetThroughOrCutOff() {
        Seeded.run(1, random -> run(random, ROUNDS));
    }

    @Test
    @Tag("slow")
    void whoeverIsKilledThirtyTimesNobodyIsLetThroughOrCutOff() {
        Seeded.run(1, random -> run(random, MANY_ROUNDS));
    }

    private void run(RandomGenerator random, int rounds) throws Exception {
        try (var live = LiveCluster.begin(folder, random, NODES, Members.THREE)) {
            for (int round = 0; round < rounds; round++) {
                var victim = Victim.values()[round % Victim.values().length];
                live.survives(() -> befall(live, victim));
                live.lab().numbers().forEach(live.lab()::awaitMember);
            }
            live.findsWhatIsPlanted();
        }
    }

    /// Of what a process is killed.
    private enum Victim {
        MEMBER,
        AGENT,
        DATABASE
    }

    private static void befall(LiveCluster live, Victim victim) throws Exception {
        live.edits(live.random().nextInt(EDITS));
        int number = live.random().nextInt(NODES);
        var lab = live.lab();
        switch (victim) {
            case MEMBER -> killAndStart(live, ClusterLab.member(number % Members.THREE.first()));
            case AGENT -> killAndStart(live, live.scene().nodes().get(number));
            case DATABASE -> {
                lab.postgres().kill();
                lab.postgres().startAgain();
            }
        }
        live.edits(EDITS);
    }

    /// It comes back at once, or once others changed something without it.
    private static void killAndStart(LiveCluster live, String name) throws Exception {
        System.out.println(name + " is killed");
        live.lab().processes().kill(name);
        live.edits(live.random().nextBoolean() ? EDITS : 0);
        live.lab().processes().startAgain(name);
    }
}
