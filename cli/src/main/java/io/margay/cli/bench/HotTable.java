package io.margay.cli.bench;

import io.margay.load.hot.HotBenchmarks.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What single structures cost, as a table of Markdown.
public final class HotTable {
    private HotTable() {}

    /// Its lines.
    public static List<String> lines(List<Result> results) {
        var lines = new ArrayList<String>();
        lines.add("| operation | on | time | ± | allocated |");
        lines.add("| --- | --- | ---: | ---: | ---: |");
        results.forEach(each -> lines.add("| " + each.name() + " | " + each.on() + " | " + time(each.nanos()) + " | "
                + time(each.plusMinus()) + " | " + bytes(each.bytes()) + " |"));
        return lines;
    }

    private static String time(double nanos) {
        if (Double.isNaN(nanos)) {
            return "-";
        }
        return nanos < 10_000
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : nanos < 10_000_000
                        ? String.format(Locale.ROOT, "%.0f µs", nanos / 1e3)
                        : String.format(Locale.ROOT, "%.0f ms", nanos / 1e6);
    }

    private static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return "-";
        }
        return bytes < 10_000
                ? String.format(Locale.ROOT, "%.0f B", bytes)
                : bytes < 10_000_000
                        ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
