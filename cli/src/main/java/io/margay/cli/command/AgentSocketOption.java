package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.local.SocketPlace;
import io.margay.model.parse.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Where this host's agent answers: a mixin.
final class AgentSocketOption {
    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Where the agent answers. Default: /run/margay/agent.sock.")
    private @Nullable Path socket;

    /// The place that was named, or the usual one.
    Path place() {
        return socket == null ? SocketPlace.ofAgent() : socket;
    }

    /// Asks the agent, and prints what it says, or why not. The exit code.
    int ask(CommandLine command, AgentQuestion question, Duration patience, Consumer<List<Value.Mapping>> print) {
        return new LocalQuestions(place(), "agent", patience).ask(command, question.print(), items -> {
            print.accept(items);
            return 0;
        });
    }
}
