package io.margay.cli.client;

import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import io.margay.model.parse.Value.Mapping;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a server says, for a person.
public final class Words {
    private Words() {}

    /// A field as text; empty where it is absent.
    public static String text(Mapping object, String field) {
        var value = object.fields().get(field);
        return value == null ? "" : JsonText.plain(value);
    }

    /// A field as an object; an empty one where it is none.
    public static Mapping object(Mapping of, String field) {
        return of.fields().get(field) instanceof Mapping object ? object : new Mapping(0, Map.of());
    }

    /// The objects of a list.
    public static List<Mapping> objects(Mapping of, String field) {
        return of.fields().get(field) instanceof Value.Sequence(var _, var items)
                ? items.stream()
                        .filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .toList()
                : List.of();
    }

    /// Prints why a request was refused, each problem and each conflict on a line.
    public static void print(Reply.Refused refused, PrintWriter err) {
        lines(refused.body()).forEach(err::println);
    }

    /// The same as lines.
    public static List<String> lines(Mapping body) {
        return Stream.of(
                        objects(body, "problems").stream().map(Words::problem),
                        objects(body, "conflicts").stream().map(Words::conflict),
                        Stream.of(text(body, "error")))
                .flatMap(lines -> lines)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// `NetworkPolicy shop/redis`.
    public static String name(Mapping named) {
        var namespace = text(named, "namespace");
        return text(named, "kind") + " " + (namespace.isEmpty() ? "" : namespace + "/") + text(named, "name");
    }

    private static String problem(Mapping problem) {
        return joined(text(problem, "where"), text(problem, "subject"), text(problem, "path"), text(problem, "reason"));
    }

    private static String conflict(Mapping conflict) {
        var found = text(conflict, "found");
        var expected = text(conflict, "expected");
        if (found.equals("0")) {
            return name(conflict) + ": is not there any more; expected as of revision " + expected;
        }
        return name(conflict)
                + (expected.equals("0")
                        ? ": is there already, as of revision " + found
                        : ": was changed in revision " + found + "; expected as of revision " + expected);
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(": "));
    }
}
