package io.margay.cli.command;

import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import io.margay.cli.probe.Notices;
import io.margay.engine.verdict.Evaluator;
import io.margay.model.resource.Kind;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `margay validate`: is everything that was written valid, and does all that it names exist?
@Command(
        name = "validate",
        description = {
            "Checks resources without doing anything with them.",
            "",
            "Each mistake is reported on standard error as `file:line: kind namespace/name: path: reason`, all of them in"
                    + " one go. What is valid but odd, such as a tier that does not exist, is a warning and no mistake.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 all is valid, 1 something is wrong, 2 wrong usage.",
            "",
            "Example:",
            "  margay validate -f policies/ -f cluster.yaml"
        })
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Override
    public Integer call() {
        return input.read().map(this::summarise).orElse(1);
    }

    private int summarise(Input read) {
        var command = spec.commandLine();
        Notices.print(Evaluator.of(read.resources()), command.getErr());
        var counts = new TreeMap<Kind, Integer>();
        read.parsed().resources().forEach(resource -> counts.merge(resource.kind(), 1, Integer::sum));
        var kinds = counts.entrySet().stream()
                .map(kind -> "  " + kind.getValue() + " " + kind.getKey().word() + " ("
                        + kind.getKey().apiVersion() + ")")
                .collect(Collectors.joining(System.lineSeparator()));
        var out = command.getOut();
        var count = read.parsed().resources().size();
        out.println(count + (count == 1 ? " resource is" : " resources are") + " valid" + (count == 0 ? "" : ":"));
        if (count > 0) {
            out.println(kinds);
        }
        out.flush();
        return 0;
    }
}
