package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.agent.StatusPage;
import io.margay.model.parse.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `margay agent status`: what is in force on this host, since when, and what is wrong?
@Command(
        name = "status",
        description = "Shows what is in force on this host, since when, what is released, and what is wrong.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 done, 2 wrong usage, 3 no agent can be reached."})
public final class AgentStatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private AgentFormat output;

    @Mixin
    private AgentSocketOption socket;

    @Override
    public Integer call() {
        return socket.ask(spec.commandLine(), new AgentQuestion.Status(), PATIENCE, this::print);
    }

    private void print(List<Value.Mapping> items) {
        var out = spec.commandLine().getOut();
        switch (output) {
            case TABLE -> items.forEach(status -> StatusPage.print(status, out));
            case JSON, YAML -> output.printer().print(List.of(), items, out);
        }
    }
}
