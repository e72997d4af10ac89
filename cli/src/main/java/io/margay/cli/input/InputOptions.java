package io.margay.cli.input;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options of every command that reads resources: a mixin.
public final class InputOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = {"-f", "--filename"},
            converter = PathText.class,
            paramLabel = "PATH",
            description = "Resources: a YAML, JSON or JSON-lines file, a folder of them (with all below it), or - for"
                    + " standard input; also as .gz. May be given several times.")
    private List<String> paths = List.of();

    @Option(
            names = "--lenient",
            description =
                    "Go on in spite of wrong resources. A wrong policy then denies all that it selects; what else is"
                            + " wrong counts as not there.")
    private boolean lenient;

    /// Whether any resources were named.
    public boolean isGiven() {
        return !paths.isEmpty();
    }

    /// The paths that were named, as the user gave them.
    public List<String> paths() {
        return paths;
    }

    /// Whether to go on in spite of wrong resources.
    public boolean isLenient() {
        return lenient;
    }

    /// Whether standard input is one of the sources.
    public boolean readsStdin() {
        return paths.contains(Source.STDIN);
    }

    /// Reads what was named, and prints all that is wrong or odd on standard error.
    ///
    /// Errors: empty where the command must end with exit code 1. Without any `-f`: wrong usage.
    public Optional<Input> read() {
        if (paths.isEmpty()) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--filename=PATH'");
        }
        var input = InputReader.read(paths, System.in);
        var err = command.commandLine().getErr();
        print(input, err);
        err.flush();
        var goesOn = input.unread().isEmpty() && (lenient || input.problems().isEmpty());
        return goesOn ? Optional.of(input) : Optional.empty();
    }

    private static void print(Input input, PrintWriter err) {
        input.problems().forEach(problem -> err.println(problem.print()));
        input.parsed().warnings().forEach(warning -> err.println("warning: " + warning.print()));
        var unknown = input.parsed().unknownKinds();
        if (!unknown.isEmpty()) {
            var count = unknown.values().stream().mapToInt(Integer::intValue).sum();
            var kinds = unknown.entrySet().stream()
                    .map(kind -> kind.getKey() + " (" + kind.getValue() + ")")
                    .collect(Collectors.joining(", "));
            err.println("warning: passed over " + count + (count == 1 ? " resource" : " resources")
                    + " of kinds that Margay does not read: " + kinds);
        }
    }
}
