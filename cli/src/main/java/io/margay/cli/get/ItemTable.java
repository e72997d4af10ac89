package io.margay.cli.get;

import io.margay.model.parse.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Prints items as a table: a header, a line an item, columns as wide as they need.
final class ItemTable {
    private static final String GAP = "   ";

    private ItemTable() {}

    static void print(List<Column> columns, List<Value.Mapping> items, PrintWriter out) {
        var header = columns.stream().map(Column::header).toList();
        var rows = Stream.concat(
                        Stream.of(header),
                        items.stream()
                                .map(item -> columns.stream()
                                        .map(column -> column.cell(item))
                                        .toList()))
                .toList();
        var widths = IntStream.range(0, columns.size())
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> row.get(i) + " ".repeat(widths[i] - row.get(i).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
