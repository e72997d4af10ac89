package io.margay.cli.bench;

import io.margay.cli.bench.Suite.Run;
import io.margay.load.kernel.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The page `docs/performance.md`: measures all of it, and writes it down.
public final class PerformancePage {
    private static final List<String> DATASETS = List.of("a", "c", "d");

    private final Suite suite;
    private final LocalDate date;
    private final List<String> lines = new ArrayList<>();

    private PerformancePage(Suite suite, LocalDate date) {
        this.suite = suite;
        this.date = date;
    }

    /// The text of the page. Cost: many minutes, in which every command of the table runs.
    public static String measured(Suite suite, LocalDate date) throws IOException, InterruptedException {
        var page = new PerformancePage(suite, date);
        var rows = Measurements.of(suite);
        page.top();
        page.table(rows);
        for (var dataset : DATASETS) {
            page.changes(dataset);
        }
        page.structures();
        page.bottom();
        return String.join("\n", page.lines) + "\n";
    }

    private void top() throws IOException {
        add("# Performance", "");
        add("Measured on " + date + " by `margay bench all`, which writes this page. " + machine() + ".");
        add(
                "Java " + Runtime.version() + ", "
                        + JavaProcess.options().stream()
                                .filter(option -> option.startsWith("-XX") && !option.contains("/"))
                                .map(option -> "`" + option + "`")
                                .collect(Collectors.joining(", "))
                        + " (`compute`: C1 alone and the parallel collector with one thread, as the launcher has it). Each command in a JVM of its own; other work may have gone on beside it, so compare CPU, not wall time.");
        add("");
        add(
                "CPU is that of the whole process, GC and JIT included. Of changes it is counted for all hosts together, from the");
        add(
                "moment the change is fed until nothing is under way; reading the files is not in it. Felix's figures are those of");
        add(
                "one node, as each of them pays; Antrea's those of its controller. The datasets are to be those of `margay bench dataset`");
        add(
                "in shape: `a` 100 nodes, 3,000 pods, 270 policies; `c` 1,000, 100,000 and 10,100, nearly every pod unlike any");
        add(
                "other; `d` 1,000, 100,000 and 10,000, most pods replicas; `e` 5,000, 150,000 and 50,000; `antrea-a` 25,000");
        add("namespaces, 100,000 pods, 75,000 policies.");
    }

    private void table(List<Row> rows) {
        add("", "## The table", "");
        add("| work | Felix (Antrea, Typha) | first bar | aim | measured |");
        add("| --- | --- | --- | --- | --- |");
        rows.forEach(row -> add(row.toString()));
    }

    private void changes(String dataset) throws IOException, InterruptedException {
        var run = suite.changes(dataset);
        if (run.isEmpty()) {
            return;
        }
        add("", "## Changes of `" + dataset + "`, one by one", "");
        add("CPU and wall in ms, for all hosts; wall until the last host's transaction is encoded, the engine's flush");
        add("interval included. Felix: µs of one thread on *each* node, p50 / p99 / max (mean).", "");
        add(
                "| class | n | hosts p50 | bytes a host | CPU p50 | p90 | p99 | max | mean | wall p50 | p99 | Felix, on each |");
        add("| --- |" + " ---: |".repeat(10) + " --- |");
        var felix = new Baselines();
        run.get().figures().fields("classes").forEach(each -> add(line(run.get(), each, felix.felix(dataset, each))));
        run.get().figures().flag("verified").ifPresent(same -> add("", "The end equals a fresh computation: " + same));
    }

    private static String line(Run run, String changeClass, String felix) {
        var cells = new ArrayList<String>();
        cells.add(changeClass);
        cells.add(plain(run, changeClass, "n"));
        cells.add(plain(run, changeClass, "hosts", "p50"));
        cells.add(plain(run, changeClass, "bytesPerHost", "mean"));
        for (var which : List.of("p50", "p90", "p99", "max", "mean")) {
            cells.add(millis(run, changeClass, "cpuMicros", which));
        }
        cells.add(millis(run, changeClass, "wallMicros", "p50"));
        cells.add(millis(run, changeClass, "wallMicros", "p99"));
        cells.add(felix);
        return "| " + String.join(" | ", cells) + " |";
    }

    private void structures() throws IOException, InterruptedException {
        var hot = suite.hot();
        if (hot.process().code() == 0) {
            add("", "## Single structures", "");
            add(
                    "Wall time of one thread and allocation of one operation (JMH), on the clusters `a` and `b`, or so many entries.");
            add("", hot.process().out().strip());
        }
    }

    private void bottom() {
        suite.failures().forEach(failure -> add("", "Failed: " + failure));
        add("", "## Commands", "");
        add("In the order in which they ran; the folder of datasets left out.", "", "```sh");
        suite.commands().forEach(command -> add(suite.shortened(command)));
        add("```");
    }

    private static String plain(Run run, String changeClass, String... path) {
        return run.figures().text(Long::toString, path(changeClass, path));
    }

    private static String millis(Run run, String changeClass, String... path) {
        return run.figures().text(micros -> Figures.millis(micros).replace(" ms", ""), path(changeClass, path));
    }

    private static String[] path(String changeClass, String... rest) {
        var path = new ArrayList<>(List.of("classes", changeClass));
        path.addAll(List.of(rest));
        return path.toArray(String[]::new);
    }

    private static String machine() throws IOException {
        var info = Path.of("/proc/cpuinfo");
        var model = !Files.exists(info)
                ? System.getProperty("os.arch", "")
                : Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse(System.getProperty("os.arch", ""));
        return Runtime.getRuntime().availableProcessors() + " processors (" + model + "), "
                + System.getProperty("os.name");
    }

    private void add(String... text) {
        lines.addAll(List.of(text));
    }
}
