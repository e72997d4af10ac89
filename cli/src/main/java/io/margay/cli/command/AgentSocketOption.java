package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.local.LineClient;
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
    private static final int UNREACHABLE = 3;

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
        var code = switch (LineClient.ask(place(), question.print(), patience)) {
            case LineClient.Items(var items) -> {
                print.accept(items);
                yield 0;
            }
            case LineClient.Refused(var why) -> fail(command, why, 1);
            case LineClient.Unreachable(var why) ->
                fail(command, "no agent can be reached at " + place() + ": " + why, UNREACHABLE);
        };
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }

    private static int fail(CommandLine command, String why, int code) {
        command.getErr().println(why);
        return code;
    }
}
