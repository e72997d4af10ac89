package io.margay.cli.bench;

import java.io.PrintWriter;
import java.util.List;

/// Prints rows with columns as wide as they need: the first to the left, the others to the right.
final class Columns {
    private Columns() {}

    /// Prints rows of equal length.
    static void print(List<List<String>> rows, PrintWriter out) {
        var widths = new int[rows.getFirst().size()];
        for (var row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (var row : rows) {
            var line = new StringBuilder(row.getFirst());
            line.repeat(' ', widths[0] - row.getFirst().length());
            for (int i = 1; i < widths.length; i++) {
                line.append("  ").repeat(' ', widths[i] - row.get(i).length()).append(row.get(i));
            }
            out.println(line);
        }
    }
}
