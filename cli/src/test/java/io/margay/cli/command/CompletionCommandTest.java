package io.margay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompletionCommandTest {
    @Test
    void theScriptKnowsCommandsAndOptions() {
        var run = CommandRun.of("completion");
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("complete -F", "explain", "--from-interface");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        for (var command : new String[] {"validate", "probe", "explain", "completion"}) {
            var run = CommandRun.of(command, "--help");
            assertThat(run.code()).isZero();
            assertThat(run.out()).startsWith("Usage: margay " + command);
            assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }
    }
}
