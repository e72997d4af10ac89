package io.margay.cli.input;

import io.margay.model.input.InputParser;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of every command that reads resources and works without a server: a mixin.
public final class InputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private InputFiles files;

    @Option(
            names = "--lenient",
            description =
                    "Go on in spite of wrong resources. A wrong policy then denies all that it selects; what else is"
                            + " wrong counts as not there.")
    private boolean lenient;

    /// Whether any resources were named.
    public boolean isGiven() {
        return files.isGiven();
    }

    /// The paths that were named, as the user gave them.
    public List<String> paths() {
        return files.paths();
    }

    /// Whether to go on in spite of wrong resources.
    public boolean isLenient() {
        return lenient;
    }

    /// Whether standard input is one of the sources.
    public boolean readsStdin() {
        return paths().contains(Source.STDIN);
    }

    /// Reads what was named, and prints all that is wrong or odd on standard error.
    ///
    /// Errors: empty where the command must end with exit code 1. Without any `-f`: wrong usage.
    public Optional<Input> read() {
        return files.read(command.commandLine(), new InputParser(), lenient);
    }
}
