package io.margay.cli.command;

import io.margay.cli.bench.HotTable;
import io.margay.load.hot.HotBenchmarks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay bench hot`: the hot structures, each alone.
@Command(
        name = "hot",
        description = {"Measures the hot structures, each alone and in a JVM of its own, by JMH.", ""},
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  margay bench hot SelectorIndex"})
public final class BenchHotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = "",
            description = "Only those whose name has this regular expression. Default: all, which takes minutes.")
    private String pattern;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            HotTable.lines(HotBenchmarks.run(pattern, System.err)).forEach(command.getOut()::println);
            command.getOut().flush();
            return 0;
        } catch (IllegalArgumentException e) {
            command.getErr().println(e.getMessage());
            return 1;
        }
    }
}
