package io.margay.dataplane.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Commands COMMANDS = Commands.in(Netns.OWN);

    @Test
    void longOutputIsToldLineByLine() {
        var sum = new LongAdder();
        var lines = new LongAdder();
        var exit = Commands.in(Netns.OWN).run(List.of("seq", "100000"), line -> {
            sum.add(Long.parseLong(line));
            lines.increment();
        });
        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(lines.sum()).isEqualTo(100_000);
        assertThat(sum.sum()).isEqualTo(100_000L * 100_001 / 2);
    }

    @Test
    void theEnvironmentIsThatOfThisProcessAndMore() {
        var exit =
                Commands.in(Netns.OWN).with("XTABLES_LOCKFILE", "/a/b").run("sh", "-c", "echo $XTABLES_LOCKFILE $PATH");
        assertThat(exit.output()).startsWith("/a/b /");
    }

    @Test
    void aCommandsCodeOutputAndErrorsAreKept() {
        var exit = COMMANDS.run("sh", "-c", "echo out; echo one >&2; echo two >&2; exit 3");
        assertThat(exit).isEqualTo(new Exit(3, "out\n", "one\ntwo\n"));
        assertThat(exit.why()).isEqualTo("one; two");
    }

    @Test
    void moreThanAPipeHoldsGoesBothWays() {
        var text = "0123456789abcde\n".repeat(100_000);
        assertThat(COMMANDS.run(List.of("cat"), text)).isEqualTo(new Exit(0, text, ""));
    }

    @Test
    void whatACommandDoesNotReadIsNoFailure() {
        assertThat(COMMANDS.run(List.of("true"), "x".repeat(1 << 20)).ok()).isTrue();
    }

    @Test
    void whatIsNoProgramIsNotStarted() {
        var exit = COMMANDS.run("margay-no-such-program");
        assertThat(exit.code()).isEqualTo(Exit.NOT_STARTED);
        assertThat(exit.why()).contains("margay-no-such-program");
    }

    @Test
    void aCommandThatHangsIsEnded() {
        var exit = new Commands(Netns.OWN, Duration.ofMillis(50)).run("sh", "-c", "exec sleep 600");
        assertThat(exit.code()).isEqualTo(Exit.ENDED);
    }

    @Test
    void anOutputThatNobodyCanWaitForIsNoSuccessWithoutIt() {
        // The program ends, and leaves one behind that keeps its output open. The runtime may see its end first, and
        // close the output behind what the program said.
        var exit = new Commands(Netns.OWN, Duration.ofMillis(200)).run("sh", "-c", "sleep 5 & echo begun");
        var unread = new Exit(Exit.ENDED, "", "its output could not be read: java.util.concurrent.TimeoutException");
        assertThat(exit).isIn(unread, new Exit(0, "begun\n", ""));
    }
}
