package io.margay.cli.bench;

import io.margay.load.hot.HotBenchmarks.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What single structures cost, as a table of Markdown.
public final class HotTable {
    private static final double MOST_SHOWN = 10_000;

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
        return scaled(nanos, "ns", "µs", "ms");
    }

    private static String bytes(double bytes) {
        return scaled(bytes, "B", "kB", "MB");
    }

    /// In the first unit, each a thousand times the one before, that needs no more than four digits; else in the last.
    private static String scaled(double value, String... units) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double left = value;
        int unit = 0;
        while (left >= MOST_SHOWN && unit < units.length - 1) {
            left /= 1e3;
            unit++;
        }
        return String.format(Locale.ROOT, "%.0f %s", left, units[unit]);
    }
}
