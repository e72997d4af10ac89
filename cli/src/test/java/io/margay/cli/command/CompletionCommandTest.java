package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.cli.Margay;
import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    @Test
    void theScriptKnowsCommandsAndOptions() {
        var run = CommandRun.of("completion");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete -F", "explain", "--from-interface", "selectors", "rulesets");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        for (var command : Margay.commandLine().getSubcommands().keySet()) {
            if (command.equals("help")) {
                continue;
            }
            var run = CommandRun.of(command, "--help");
            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith("Usage: margay " + command);
            assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }
    }
}
