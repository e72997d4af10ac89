package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.Reply;
import io.margay.cli.client.Words;
import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.input.Origin;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Changes that a command asks a server for, all at once.
final class Edits {
    private final boolean isTrial;
    private final List<String> puts = new ArrayList<>();
    private final List<String> deletes = new ArrayList<>();

    Edits(boolean isTrial) {
        this.isTrial = isTrial;
    }

    /// A resource of a file, which the server is told with the file and its lines.
    void put(Resource resource, Value.Mapping tree) {
        puts.add(JsonText.printInLines(Origin.written(tree, resource.metadata().where())));
    }

    /// An object as it is, which says by itself where it was written.
    void put(Value.Mapping object) {
        puts.add(JsonText.printInLines(object));
    }

    /// An object of which nobody can look up where it was written.
    void putAnew(Value.Mapping object) {
        puts.add(JsonText.print(object));
    }

    /// What is to be no more.
    ///
    /// @param version that is to be deleted; empty: any
    void delete(ResourceKey key, String version) {
        deletes.add(JsonText.print(new JsonObject()
                .text("apiVersion", key.kind().apiVersion())
                .text("kind", key.kind().word())
                .text("namespace", key.namespace())
                .text("name", key.name())
                .text("resourceVersion", version)
                .done()));
    }

    /// Asks for them.
    Reply send(ApiClient server) {
        var body = "{\"dryRun\":" + isTrial + ",\"put\":[" + String.join(",\n", puts) + "],\"delete\":["
                + String.join(",\n", deletes) + "]}";
        return server.post("edits", body);
    }

    /// Prints what became of each, a line a resource. How many were not there.
    int print(Value.Mapping done, PrintWriter out) {
        int absent = 0;
        for (var outcome : Words.objects(done, "outcomes")) {
            var effect = Words.text(outcome, "effect");
            boolean isAbsent = effect.equals("absent");
            absent += isAbsent ? 1 : 0;
            out.println(
                    Words.name(outcome) + (isAbsent ? " is not there" : " " + effect) + (isTrial ? " (dry run)" : ""));
        }
        return absent;
    }
}
