package io.margay.cli.bench;

import io.margay.load.kernel.JavaProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs commands on datasets, each in a JVM of its own, and keeps what they printed.
public final class Suite {
    /// A run of a command.
    ///
    /// @param process how it ended, and what it cost
    /// @param figures the JSON that it printed, wherever it did
    record Run(JavaProcess process, Figures figures) {}

    private static final String WARM_UP = "200";

    private final List<String> program;
    private final Path folder;
    private final PrintWriter progress;
    private final Map<List<String>, Optional<Run>> runs = new HashMap<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /// @param program what stands before the words of a command
    /// @param folder holds a folder a dataset
    /// @param progress gets words for people while it goes on
    public Suite(List<String> program, Path folder, PrintWriter progress) {
        this.program = List.copyOf(program);
        this.folder = folder;
        this.progress = progress;
    }

    /// The first computation of a dataset for all nodes; empty where there is no such dataset, or it failed.
    Optional<Run> compute(String dataset, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("compute", "-f", snapshot(dataset), "--stats"));
        words.addAll(List.of(options));
        return run(dataset, words);
    }

    /// The changes of a dataset, one by one, in a JVM that has seen some of them: a server is warm most of its life.
    Optional<Run> changes(String dataset) throws IOException, InterruptedException {
        return updates(dataset, "--updates", updateFile(dataset), "--warm-up", WARM_UP);
    }

    /// A cluster with a host for every node, to which something happens.
    Optional<Run> updates(String dataset, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("bench", "updates", "-f", snapshot(dataset), "-o", "json"));
        words.addAll(List.of(options));
        return run(dataset, words);
    }

    /// The benchmarks of single structures, on clusters that they make themselves.
    Run hot() throws IOException, InterruptedException {
        return start(List.of("bench", "hot"));
    }

    private String updateFile(String dataset) {
        return folder.resolve(dataset).resolve("updates.jsonl").toString();
    }

    /// What was run, as one would type it.
    List<String> commands() {
        return List.copyOf(commands);
    }

    /// A command without the folder of datasets.
    String shortened(String command) {
        return command.replace(folder + "/", "");
    }

    /// What did not end well.
    public List<String> failures() {
        return List.copyOf(failures);
    }

    private String snapshot(String dataset) {
        return folder.resolve(dataset).resolve("snapshot.jsonl").toString();
    }

    private Optional<Run> run(String dataset, List<String> words) throws IOException, InterruptedException {
        var known = runs.get(words);
        if (known != null) {
            return known;
        }
        var run = Files.exists(Path.of(snapshot(dataset))) ? Optional.of(start(words)) : Optional.<Run>empty();
        runs.put(words, run);
        return run;
    }

    private Run start(List<String> words) throws IOException, InterruptedException {
        var line = "margay " + String.join(" ", words);
        commands.add(line);
        progress.println(line);
        progress.flush();
        var command = new ArrayList<>(program);
        command.addAll(words);
        var process = JavaProcess.run(command);
        if (process.code() != 0) {
            failures.add(line + ": ended with " + process.code() + ": "
                    + process.err().lines().reduce("", (_, last) -> last));
        }
        var figures = Figures.of(process.out());
        return new Run(process, figures.equals(Figures.NONE) ? Figures.of(process.err()) : figures);
    }
}
