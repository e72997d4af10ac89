package io.margay.cli.bench;

import io.margay.cli.bench.Suite.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// What is measured, beside what it may cost: the rows of the table.
final class Measurements {
    private static final String NO_DATA = "no such dataset here";

    private final Suite suite;
    private final List<Row> rows = new ArrayList<>();

    private Measurements(Suite suite) {
        this.suite = suite;
    }

    /// Measures all. Cost: many minutes.
    static List<Row> of(Suite suite) throws IOException, InterruptedException {
        var all = new Measurements(suite);
        all.firstComputations();
        all.changes();
        all.rollingUpdates();
        all.firstSnapshots();
        return List.copyOf(all.rows);
    }

    private void firstComputations() throws IOException, InterruptedException {
        compute(
                "c",
                "one node: 14.5–19.5 CPU s, 480 MB",
                "≤ 10 CPU s, ≤ 1.5 GB",
                "≤ 4 CPU s without digests, ≤ 0.8 GB");
        compute("d", "one node: 11.4–15.7 CPU s, 390 MB", "≤ 8 CPU s, ≤ 1.2 GB", "≤ 3 CPU s, ≤ 0.6 GB");
        compute("e", "one node: 24–29 CPU s, 660 MB", "≤ 24 CPU s, ≤ 4 GB", "≤ 8 CPU s, ≤ 2 GB");
        compute(
                "antrea-a",
                "Antrea: 8.3–11.2 CPU s, 2.3–2.5 GB, no rules per node",
                "≤ 10 CPU s, ≤ 2 GB",
                "≤ 5 CPU s, ≤ 1.2 GB");
    }

    private void compute(String dataset, String others, String firstBar, String aim)
            throws IOException, InterruptedException {
        var without = suite.compute(dataset);
        var with = suite.compute(dataset, "--digest");
        var measured = "with digests " + cost(with) + "; without " + cost(without);
        rows.add(new Row(work(dataset, without), others, firstBar, aim, measured));
    }

    /// Says how large the dataset was that was there, whatever its name promises.
    private static String work(String dataset, Optional<Run> run) {
        var size = run.map(Run::figures)
                .map(figures -> " (" + figures.text(Long::toString, "work", "nodes") + " nodes, "
                        + figures.text(Long::toString, "work", "resources") + " resources)")
                .orElse("");
        return "all nodes of `" + dataset + "`" + size + ", start and parsing included";
    }

    private void changes() throws IOException, InterruptedException {
        var c = updates("c");
        rows.add(new Row(
                "pod add on `c`, CPU for all hosts",
                "98 µs p50 on each",
                "p50 ≤ 5 ms",
                "≤ 0.5 ms plus ≤ 1 µs per host",
                "p50 " + micros(c, "pod-add", "cpuMicros", "p50") + " for " + number(c, "pod-add", "hosts", "p50")
                        + " hosts"));
        rows.add(new Row(
                "the same per affected host, from `a` to `c`",
                "31 to 98 µs",
                "≤ 2×",
                "flat",
                perHost(updates("a"), c)));
        rows.add(new Row(
                "namespace relabel on `c`",
                "6 ms p50 on each",
                "p50 ≤ 20 ms for all",
                "3 ms",
                "p50 " + micros(c, "ns-relabel", "cpuMicros", "p50")));
        rows.add(new Row(
                "global policy add on `c`",
                "mean 21 ms, max 800 ms on each",
                "p99 ≤ 500 ms for all",
                "50 ms",
                "p99 " + micros(c, "gnp-add", "cpuMicros", "p99") + ", mean "
                        + micros(c, "gnp-add", "cpuMicros", "mean")));
        var antrea = updates("antrea-a");
        rows.add(new Row(
                "relabel of one pod on Antrea's A, wall until the last host's transaction",
                "Antrea, until one watcher has it: p50 0.24 ms, p99 1.04",
                "-",
                "-",
                "p50 " + micros(antrea, "pod-relabel", "wallMicros", "p50") + " (CPU "
                        + micros(antrea, "pod-relabel", "cpuMicros", "p50") + ")"));
    }

    private void rollingUpdates() throws IOException, InterruptedException {
        var steady = rolling("--warm-up", "24000", "--rate", "200");
        var waves = rolling("--warm-up", "1000", "--batch", "250");
        var single = rolling("--warm-up", "1000");
        rows.add(new Row(
                "rolling update of a 500-replica Deployment on `d`, CPU for all hosts",
                "1,000 changes of 41–72 µs p50, on each",
                "≤ 1 s",
                "0.2 s",
                "1,000 changes, 200 a second: " + sum(steady) + "; in waves of 125 pods: " + sum(waves)
                        + "; each by itself, once the one before has had its effect: " + sum(single)));
    }

    private Optional<Run> rolling(String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("--rolling-update", "500"));
        words.addAll(List.of(options));
        return suite.updates("d", words.toArray(String[]::new));
    }

    private static String sum(Optional<Run> run) {
        return micros(run, "rolling-update", "cpuMicros", "sum");
    }

    private void firstSnapshots() throws IOException, InterruptedException {
        firstSnapshot("c", "69 MB, 10 with snappy", "≤ 6 MB", "≤ 2.5 MB");
        firstSnapshot("d", "94 MB, 11 with snappy", "≤ 3 MB", "≤ 1 MB");
    }

    private void firstSnapshot(String dataset, String others, String firstBar, String aim)
            throws IOException, InterruptedException {
        var run = updates(dataset);
        rows.add(new Row(
                "first snapshot to one host of `" + dataset + "`, encoded",
                "Typha, to each node: " + others,
                firstBar,
                aim,
                "median " + bytes(run, "median") + ", max " + bytes(run, "max")));
    }

    private Optional<Run> updates(String dataset) throws IOException, InterruptedException {
        return suite.changes(dataset);
    }

    private static String cost(Optional<Run> run) {
        return run.map(Run::process)
                .map(process -> process.code() != 0
                        ? "failed"
                        : String.format(
                                Locale.ROOT,
                                "%.1f CPU s, %.2f GB",
                                process.cpu().toMillis() / 1e3,
                                process.peakRssBytes() / 1e9))
                .orElse(NO_DATA);
    }

    private static String bytes(Optional<Run> run, String of) {
        return run.map(it -> it.figures().text(Figures::megabytes, "first", "bytesPerHost", of))
                .orElse(NO_DATA);
    }

    private static String micros(Optional<Run> run, String changeClass, String of, String which) {
        return run.map(it -> it.figures().text(Figures::millis, "classes", changeClass, of, which))
                .orElse(NO_DATA);
    }

    private static String number(Optional<Run> run, String changeClass, String of, String which) {
        return run.map(it -> it.figures().text(Long::toString, "classes", changeClass, of, which))
                .orElse("-");
    }

    /// CPU a host in one dataset and in another, and how many times the first the second is.
    private static String perHost(Optional<Run> small, Optional<Run> large) {
        var first = perHost(small);
        var second = perHost(large);
        return first.isEmpty() || second.isEmpty()
                ? NO_DATA
                : String.format(
                        Locale.ROOT,
                        "%.1f to %.1f µs, %.2f×",
                        first.getAsLong() / 1e3,
                        second.getAsLong() / 1e3,
                        (double) second.getAsLong() / first.getAsLong());
    }

    private static OptionalLong perHost(Optional<Run> run) {
        var cpu = run.map(it -> it.figures().at("classes", "pod-add", "cpuMicros", "p50"))
                .orElse(OptionalLong.empty());
        var hosts = run.map(it -> it.figures().at("classes", "pod-add", "hosts", "p50"))
                .orElse(OptionalLong.empty());
        return cpu.isEmpty() || hosts.isEmpty() || hosts.getAsLong() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(cpu.getAsLong() * 1000 / hosts.getAsLong());
    }
}
