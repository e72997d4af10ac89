package io.margay.cli.command;

import io.margay.cli.local.LineClient;
import io.margay.model.parse.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/// Asks whoever serves at a socket of this machine.
///
/// @param who serves there, for a message: `engine`
/// @param patience how long an answer may take
record LocalQuestions(Path place, String who, Duration patience) {
    private static final int UNREACHABLE = 3;

    /// Asks, and prints what is said, or why not. The exit code.
    int ask(CommandLine command, String question, ToIntFunction<List<Value.Mapping>> print) {
        var code = switch (LineClient.ask(place, question, patience)) {
            case LineClient.Items(var items) -> print.applyAsInt(items);
            case LineClient.Refused(var why) -> fail(command, why, 1);
            case LineClient.Unreachable(var why) ->
                fail(command, "no " + who + " can be reached at " + place + ": " + why, UNREACHABLE);
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
