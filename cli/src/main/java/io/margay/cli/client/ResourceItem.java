package io.margay.cli.client;

import io.margay.cli.probe.JsonObject;
import io.margay.model.input.Origin;
import io.margay.model.parse.Value.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A resource that a server has, as a line of a table.
public final class ResourceItem {
    private ResourceItem() {}

    /// Its cells, by their columns.
    public static Mapping of(Mapping resource) {
        var metadata = Words.object(resource, "metadata");
        var change =
                Words.objects(metadata, "managedFields").stream().findFirst().orElseGet(() -> new JsonObject().done());
        return new JsonObject()
                .text("apiVersion", Words.text(resource, "apiVersion"))
                .text("kind", Words.text(resource, "kind"))
                .text("namespace", Words.text(metadata, "namespace"))
                .text("name", Words.text(metadata, "name"))
                .text("revision", Words.text(metadata, "resourceVersion"))
                .text("by", Words.text(change, "manager"))
                .text("changed", second(Words.text(change, "time")))
                .text("source", Origin.of(resource).toString())
                .done();
    }

    /// What an event tells, a line a resource.
    public static List<String> changes(Mapping revision) {
        var head = second(Words.text(revision, "time")) + "   " + Words.text(revision, "revision") + "   "
                + Words.text(revision, "author") + "   ";
        return Stream.concat(
                        Words.objects(revision, "put").stream()
                                .map(ResourceItem::of)
                                .map(it -> Words.name(it) + " put"),
                        Words.objects(revision, "deleted").stream().map(it -> Words.name(it) + " deleted"))
                .map(change -> head + change)
                .toList();
    }

    /// A time without what is below a second.
    static String second(String time) {
        return time.replaceFirst("\\.[0-9]+Z", "Z");
    }

    /// The columns that matter.
    public static List<String> columns(boolean isOfSeveralKinds, boolean isWide, boolean isNamespaced) {
        var columns = new ArrayList<String>();
        if (isOfSeveralKinds || isWide) {
            columns.add("apiVersion");
            columns.add("kind");
        }
        if (isNamespaced) {
            columns.add("namespace");
        }
        columns.addAll(List.of("name", "revision", "by", "changed"));
        if (isWide) {
            columns.add("source");
        }
        return columns;
    }
}
