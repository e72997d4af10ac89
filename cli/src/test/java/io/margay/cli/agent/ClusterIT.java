package io.margay.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.Privileged;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An engine of three members and two agents, each a process, over TLS, with real packets: members are killed, and what
/// is told to any that lives comes into force. They follow files; on a store it is in each run, see
/// [io.margay.cli.processes.KilledProcessesIT].
@Tag("slow")
final class ClusterIT {
    @TempDir
    private Path folder;

    @Test
    void membersDieOneAfterAnotherAndWhatChangesComesIntoForce() throws Exception {
        Privileged.assumeLab();
        try (var lab = AgentLab.overMembers(folder, 3)) {
            for (int member = 0; member < 3; member++) {
                lab.startMember(member);
            }
            // Without the first, those that are not in yet would wait for it.
            for (int member = 0; member < 3; member++) {
                lab.awaitMember(member);
            }
            lab.startAgents("n1", "n2");
            lab.awaitEnforced("n1");
            lab.awaitEnforced("n2");
            lab.awaitPacket("web", "db", true);
            assertThat(lab.isAnswered("guest", "db")).isFalse();

            // The first has the source.
            lab.kill("member-0");
            assertThat(lab.isAnswered("web", "db")).isTrue();
            assertThat(lab.isAnswered("guest", "db")).isFalse();
            lab.allow("guest");
            lab.awaitPacket("guest", "db", true);
            lab.awaitPacket("web", "db", false);

            lab.startMember(0);
            lab.awaitMember(0);
            lab.kill("member-1");
            assertThat(lab.isAnswered("guest", "db")).isTrue();
            lab.allow("web");
            lab.awaitPacket("web", "db", true);
            lab.awaitPacket("guest", "db", false);
            lab.awaitEnforced("n1");
            lab.awaitEnforced("n2");
        }
    }
}
