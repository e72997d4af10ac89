package io.margay.cli.input;

import io.margay.model.input.InputParser;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where resources are read from: a mixin.
public final class InputFiles {
    @Option(
            names = {"-f", "--filename"},
            converter = PathText.class,
            paramLabel = "PATH",
            description = "Resources: a YAML, JSON or JSON-lines file, a folder of them (with all below it), or - for"
                    + " standard input; also as .gz. May be given several times.")
    private List<String> paths = List.of();

    /// Whether any were named.
    public boolean isGiven() {
        return !paths.isEmpty();
    }

    /// As the user gave them.
    public List<String> paths() {
        return paths;
    }

    /// Reads what was named, and prints all that is wrong or odd on standard error.
    ///
    /// Errors: empty where the command must end with exit code 1. Without any `-f`: wrong usage.
    ///
    /// @param lenient whether to go on in spite of wrong resources
    public Optional<Input> read(CommandLine command, InputParser parser, boolean lenient) {
        if (paths.isEmpty()) {
            throw new ParameterException(command, "Missing required option: '--filename=PATH'");
        }
        var input = InputReader.read(paths, System.in, parser);
        print(input, command.getErr());
        command.getErr().flush();
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
