package io.margay.cli.command;

import io.margay.cli.bench.PerformancePage;
import io.margay.cli.bench.Suite;
import io.margay.cli.local.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `margay bench all`: the whole table.
@Command(
        name = "all",
        description = {
            "Runs every measurement, each in a JVM of its own, and writes them down beside Felix's and Antrea's.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Datasets that the folder does not hold are left out; `margay bench dataset` makes them: a, c, d, e, antrea-a.",
            "",
            "Example:",
            "  margay bench all --data datasets --out docs/performance.md"
        })
public final class BenchAllCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            required = true,
            description = "Holds a folder a dataset, each with snapshot.jsonl and updates.jsonl.")
    private Path data;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the page goes. Default: standard output.")
    private @Nullable Path file;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var command = spec.commandLine();
        if (!Files.isDirectory(data)) {
            command.getErr().println(data + ": no such folder");
            return 1;
        }
        var suite = new Suite(Launcher.program(), data, command.getErr());
        var page = PerformancePage.measured(suite, LocalDate.now(ZoneOffset.UTC));
        if (file == null) {
            command.getOut().print(page);
            command.getOut().flush();
        } else {
            Files.writeString(file, page, StandardCharsets.UTF_8);
        }
        suite.failures().forEach(command.getErr()::println);
        return suite.failures().isEmpty() ? 0 : 1;
    }
}
