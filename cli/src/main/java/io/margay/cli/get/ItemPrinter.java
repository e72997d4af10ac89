package io.margay.cli.get;

import io.margay.cli.probe.JsonText;
import io.margay.cli.probe.YamlText;
import io.margay.cli.server.Question.Topic;
import io.margay.model.parse.Value;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/// The ways to print items.
public enum ItemPrinter {
    /// A line an item, the columns that matter most.
    TABLE,
    /// The same with more columns.
    WIDE,
    /// A JSON object an item, each on a line.
    JSON,
    /// A YAML document an item.
    YAML;

    /// Whether it prints for people.
    public boolean isTable() {
        return this == TABLE || this == WIDE;
    }

    /// Prints items of a topic.
    public void print(Topic topic, List<Value.Mapping> items, PrintWriter out) {
        switch (this) {
            case TABLE -> ItemTable.print(Column.of(topic, false), items, out);
            case WIDE -> ItemTable.print(Column.of(topic, true), items, out);
            case JSON -> items.forEach(item -> out.println(JsonText.print(item)));
            case YAML -> items.forEach(item -> out.print("---\n" + YamlText.print(item)));
        }
        out.flush();
    }

    /// Prints items with these fields as columns, named so.
    public void print(List<String> fields, List<Value.Mapping> items, PrintWriter out) {
        var columns = fields.stream()
                .map(field -> new Column(field.toUpperCase(Locale.ROOT), field))
                .toList();
        switch (this) {
            case TABLE, WIDE -> ItemTable.print(columns, items, out);
            case JSON, YAML -> print(Topic.NODES, items, out); // which topic makes no difference
        }
        out.flush();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
