package io.margay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MargayTest {
    private static final int USAGE_WIDTH = 100;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionGoesToStandardOutput() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("margay ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains("Usage: margay", "Commands:");
    }

    @Test
    void wrongUsageEndsWithTwoAndLeavesStandardOutputAlone() {
        assertThat(run("no-such-command")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no-such-command");
    }

    @Test
    void nothingAskedForIsWrongUsageAndListsTheCommands() {
        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("Usage: margay", "Commands:", "explain", "test [--all]");
    }

    @Test
    void helpOfEachCommandBreaksNoLineThatWasWrittenWhole() {
        for (var command : Margay.commandLine().getSubcommands().values()) {
            var usage = command.getCommandSpec().usageMessage();
            Stream.of(usage.footer(), usage.header())
                    .flatMap(Stream::of)
                    .forEach(line -> assertThat(line.length())
                            .as(command.getCommandName() + ": " + line)
                            .isLessThanOrEqualTo(USAGE_WIDTH));
        }
    }

    private int run(String... arguments) {
        return Margay.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
