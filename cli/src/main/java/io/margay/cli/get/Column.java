package io.margay.cli.get;

import io.margay.cli.probe.JsonText;
import io.margay.cli.server.Question.Topic;
import io.margay.model.parse.Value;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A column of a table: one field of the items.
record Column(String header, String field) {
    /// The columns for a topic.
    static List<Column> of(Topic topic, boolean wide) {
        return Stream.concat(columns(usual(topic)), wide ? columns(more(topic)) : Stream.empty())
                .toList();
    }

    private static String usual(Topic topic) {
        return switch (topic) {
            case NODES -> "name endpoints policies host revision age released failing drift";
            case ENDPOINTS -> "namespace name node addresses policies";
            case POLICIES -> "kind namespace name tier order nodes";
            case SELECTORS -> "id identities nodes text service";
            case RULESETS -> "namespace name node ingress egress";
        };
    }

    private static String more(Topic topic) {
        return switch (topic) {
            case NODES -> "identities selectors hostSince";
            case ENDPOINTS -> "kind interface profiles identity";
            case POLICIES -> "apiVersion source";
            case SELECTORS -> "port";
            case RULESETS -> "kind profiles";
        };
    }

    private static Stream<Column> columns(String fields) {
        return Stream.of(fields.split(" "))
                .filter(field -> !field.isEmpty())
                .map(field -> new Column(field.toUpperCase(Locale.ROOT), field));
    }

    /// What stands in it for an item.
    String cell(Value.Mapping item) {
        return text(item.fields().get(field));
    }

    private static String text(@Nullable Value value) {
        return switch (value) {
            case null -> "";
            case Value.Sequence(var _, var items) ->
                items.stream().map(Column::text).collect(Collectors.joining(isTiers(items) ? " " : ","));
            case Value.Mapping tier ->
                text(tier.fields().get("tier")) + ":" + text(tier.fields().get("policies"));
            case Value.Text _, Value.Numeral _, Value.Bool _, Value.Null _ -> JsonText.plain(value);
        };
    }

    private static boolean isTiers(List<Value> items) {
        return items.stream().allMatch(Value.Mapping.class::isInstance);
    }
}
