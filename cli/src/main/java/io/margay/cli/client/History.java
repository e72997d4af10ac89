package io.margay.cli.client;

import io.margay.cli.input.KindWords;
import io.margay.cli.probe.JsonObject;
import io.margay.model.input.Origin;
import io.margay.model.parse.Value.Mapping;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What became of a resource, as a server tells it: the latest first.
public final class History {
    /// Of a table of it.
    public static final List<String> COLUMNS = List.of("revision", "time", "by", "what", "source");

    private static final String DELETED = "deleted";

    private History() {}

    /// Where it is asked for.
    public static String path(ResourceKey key, int limit) {
        return path("history", key) + "?limit=" + limit;
    }

    /// What is asked about one resource.
    public static String path(String what, ResourceKey key) {
        return what + "/" + ApiClient.path(KindWords.word(key.kind()), key.namespace(), key.name());
    }

    /// As lines of a table.
    ///
    /// @param isWhole whether nothing came before the last of them
    public static List<Mapping> lines(List<Mapping> items, boolean isWhole) {
        var lines = new ArrayList<Mapping>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            boolean isFirst = i + 1 == items.size() ? isWhole : isDeleted(items.get(i + 1));
            var what = isFirst ? "created" : "changed";
            lines.add(new JsonObject()
                    .text("revision", Words.text(item, "revision"))
                    .text("time", ResourceItem.second(Words.text(item, "time")))
                    .text("by", Words.text(item, "author"))
                    .text("what", isDeleted(item) ? DELETED : what)
                    .text("source", Origin.of(Words.object(item, "object")).toString())
                    .done());
        }
        return lines;
    }

    /// Whether the resource was no more since then.
    public static boolean isDeleted(Mapping item) {
        return Words.text(item, DELETED).equals("true");
    }

    /// What it was at a revision: the change that counted then. Empty: that is not known.
    public static Optional<Mapping> at(List<Mapping> items, long revision) {
        return items.stream()
                .filter(item -> Long.parseLong(Words.text(item, "revision")) <= revision)
                .findFirst();
    }
}
