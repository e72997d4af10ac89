package io.margay.dataplane.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.RuleCommits;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.Privileged;
import io.margay.model.net.IpVersion;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An `iptables-restore` that stays, among others who change rules, refused, killed, unheard.
class StandingIptablesIT {
    /// What `iptables-nft-restore` is a name of.
    private static final String PROGRAM = "xtables-nft-multi";

    private Lab lab;
    private Netns netns;
    private Commands commands;
    private Iptables iptables;

    @BeforeEach
    void open() {
        Privileged.assumeLab();
        lab = Lab.open();
        netns = lab.addNode("rules", List.of()).netns();
        commands = Commands.in(netns);
        iptables = Iptables.standing(commands, NetlinkRuleCommits.in(netns));
    }

    @AfterEach
    void close() {
        if (lab != null) {
            iptables.close();
            lab.close();
        }
    }

    @Test
    void whatIsDoneIsInForceAtOnceAndTheProcessStays() {
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n");
        var first = processes();
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -j DROP");
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j ACCEPT\nCOMMIT\n");
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -j ACCEPT");
        write("*filter\n-F mgy-a\n-X mgy-a\nCOMMIT\n");
        assertThat(rules("mgy-a")).isEmpty();
        assertThat(processes()).isEqualTo(first).hasSize(1);
    }

    @Test
    void whatOthersChangeBetweenTextsIsSeen() {
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n");
        assertThat(commands.run("iptables-nft", "-F", "mgy-a").ok()).isTrue();
        assertThat(commands.run("iptables-nft", "-X", "mgy-a").ok()).isTrue();
        assertThat(commands.run("iptables-nft", "-N", "others").ok()).isTrue();
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -g others\nCOMMIT\n");
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -g others");
    }

    @Test
    void bothVersionsAreWrittenAtOnce() {
        var text = "*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n";
        var exits =
                iptables.restore(List.of(new Iptables.Text(IpVersion.V4, text), new Iptables.Text(IpVersion.V6, text)));
        assertThat(exits).allMatch(exit -> exit.ok()).hasSize(2);
        assertThat(rules("mgy-a")).hasSize(2);
        assertThat(lines("ip6tables-nft", "-S", "mgy-a")).hasSize(2);
    }

    @Test
    void whatIsRefusedChangesNothingAndSaysWhichLine() {
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n");
        var exit = iptables.restore(
                IpVersion.V4, "*filter\n:mgy-a - [0:0]\n-A mgy-a -m set --match-set mgy-none src -j ACCEPT\nCOMMIT\n");
        assertThat(exit.ok()).isFalse();
        assertThat(exit.errors()).contains("line: 3", "mgy-none");
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -j DROP");
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j ACCEPT\nCOMMIT\n");
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -j ACCEPT");
    }

    @Test
    void oneThatWasKilledIsReplaced() {
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n");
        processes().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        write("*filter\n:mgy-a - [0:0]\n-A mgy-a -j ACCEPT\nCOMMIT\n");
        assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -j ACCEPT");
    }

    @Test
    void whatIsNotHeardOfIsDoneAllTheSameAndOnce() {
        var deaf = Iptables.standing(commands, new Deaf());
        write(deaf, "*filter\n:mgy-a - [0:0]\n-A mgy-a -j DROP\nCOMMIT\n");
        // Done twice, it would be refused.
        write(deaf, "*filter\n-F mgy-a\n-X mgy-a\nCOMMIT\n");
        assertThat(rules("mgy-a")).isEmpty();
        deaf.close();
    }

    @Test
    void aLongTextAndWhatFollowsIt() {
        var long32 = IntStream.range(0, 2000)
                .mapToObj(i -> "-A mgy-a -s 10.0." + i / 256 + "." + i % 256 + " -j DROP\n")
                .collect(Collectors.joining("", "*filter\n:mgy-a - [0:0]\n", "COMMIT\n"));
        write(long32);
        assertThat(rules("mgy-a")).hasSize(2001);
        write("*filter\n-F mgy-a\n-X mgy-a\nCOMMIT\n");
        assertThat(rules("mgy-a")).isEmpty();
    }

    @Test
    void whileOthersWriteAllTheTimeNothingIsTakenForOurs() throws InterruptedException {
        var busy = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                commands.run("iptables-nft", "-N", "others");
                commands.run("iptables-nft", "-X", "others");
            }
        });
        try {
            for (int i = 0; i < 50; i++) {
                write("*filter\n:mgy-a - [0:0]\n-A mgy-a -s 10.0.0." + i + " -j DROP\nCOMMIT\n");
                assertThat(rules("mgy-a")).containsExactly("-N mgy-a", "-A mgy-a -s 10.0.0." + i + "/32 -j DROP");
            }
        } finally {
            busy.interrupt();
            busy.join();
        }
    }

    @Test
    void oneThatNobodyNeedsForAWhileGoes() {
        write("*filter\n:mgy-a - [0:0]\nCOMMIT\n");
        var pids = processes();
        assertThat(pids).hasSize(1);
        for (int i = 0; i < 100; i++) {
            iptables.idle();
        }
        assertThat(ProcessHandle.of(pids.getFirst()).map(ProcessHandle::onExit))
                .satisfies(exit -> exit.ifPresent(it -> assertThat(it).succeedsWithin(Duration.ofSeconds(30))));
        write("*filter\n-X mgy-a\nCOMMIT\n");
    }

    @Test
    void itsGenerationIsAnotherAfterWhateverAnybodyChanges() {
        write("*filter\n:mgy-a - [0:0]\nCOMMIT\n");
        var before = iptables.generation();
        assertThat(before).isPresent();
        rules("mgy-a");
        assertThat(iptables.generation()).isEqualTo(before);
        write("*filter\n-A mgy-a -j DROP\nCOMMIT\n");
        var after = iptables.generation();
        assertThat(after).isPresent().isNotEqualTo(before);
        lines("ip6tables-nft", "-t", "mangle", "-A", "FORWARD", "-j", "DROP");
        assertThat(iptables.generation()).isPresent().isNotEqualTo(after);
    }

    private static final class Deaf implements RuleCommits {
        @Override
        public boolean listen() {
            return true;
        }

        @Override
        public OptionalLong next(Duration silence) {
            return OptionalLong.empty();
        }

        @Override
        public OptionalLong generation() {
            return OptionalLong.empty();
        }

        @Override
        public void rest() {}

        @Override
        public void close() {}
    }

    private void write(String text) {
        write(iptables, text);
    }

    private static void write(Iptables iptables, String text) {
        var exit = iptables.restore(IpVersion.V4, text);
        assertThat(exit.ok()).as(exit.why()).isTrue();
    }

    private List<String> rules(String chain) {
        return lines("iptables-nft", "-S", chain);
    }

    private List<String> lines(String... command) {
        return commands.run(command).output().lines().toList();
    }

    /// Of ours, and of this test's only: no two tests of one JVM run at once.
    private static List<Long> processes() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains(PROGRAM))
                .map(ProcessHandle::pid)
                .toList();
    }
}
