package io.margay.cli.bench;

import io.margay.load.bench.ClassFigures;
import io.margay.load.bench.Spread;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints what updates cost: a line a class of change, times in milliseconds.
public final class UpdateTable {
    private static final double NANOS_IN_MILLI = 1e6;
    private static final List<String> HEADER = List.of(
            "CLASS",
            "N",
            "HOSTS p50",
            "max",
            "BYTES A HOST",
            "CPU p50",
            "p90",
            "p99",
            "max",
            "mean",
            "WALL p50",
            "p90",
            "p99",
            "max",
            "mean");

    private UpdateTable() {}

    /// Prints all of it.
    public static void print(UpdateReport report, PrintWriter out) {
        var first = Spread.of(report.first().bytes());
        out.printf(
                Locale.ROOT,
                "first snapshots: %d hosts, bytes min %d, median %d, max %d, sum %d; CPU %s ms for all, wall %s ms%n",
                first.sorted().size(),
                first.percentile(0),
                first.percentile(50),
                first.max(),
                first.sum(),
                millis(report.first().cpuNanos()),
                millis(report.first().wallNanos()));
        var rows = new ArrayList<List<String>>();
        rows.add(HEADER);
        report.classes().forEach(figures -> rows.add(row(figures)));
        Columns.print(rows, out);
        out.printf(
                Locale.ROOT,
                "N: measurements of %s. Times in ms. CPU: the whole process, GC included, for all hosts; wall: until the"
                        + " last host's transaction is%nencoded, the flush interval (%d ms)"
                        + " included. GC %d ms, JIT %d ms over all updates.%n",
                measurements(report),
                report.flushInterval().toMillis(),
                report.background().gcMillis(),
                report.background().compilerMillis());
        report.verified()
                .ifPresent(same -> out.println(
                        same
                                ? "verified: every node holds what a fresh engine gives it for the final resources"
                                : "WRONG: nodes hold something else than what a fresh engine gives them"));
        out.flush();
    }

    private static String measurements(UpdateReport report) {
        if (report.rate() > 0) {
            return "all changes, at " + report.rate() + " a second";
        }
        return report.batch() == 1 ? "one change each" : "up to " + report.batch() + " changes as one";
    }

    private static List<String> row(ClassFigures figures) {
        var row = new ArrayList<String>();
        row.add(figures.changeClass());
        row.add(Integer.toString(figures.batches()));
        row.add(Long.toString(figures.hosts().percentile(50)));
        row.add(Long.toString(figures.hosts().max()));
        row.add(Long.toString(figures.bytesPerHost().mean()));
        times(figures.cpu(), row);
        times(figures.wall(), row);
        return row;
    }

    private static void times(Spread of, List<String> row) {
        row.add(millis(of.percentile(50)));
        row.add(millis(of.percentile(90)));
        row.add(millis(of.percentile(99)));
        row.add(millis(of.max()));
        row.add(millis(of.mean()));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / NANOS_IN_MILLI);
    }
}
