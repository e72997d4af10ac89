package io.margay.load.churn;

import com.fasterxml.jackson.core.JsonFactory;
import io.margay.load.bench.Edit;
import io.margay.load.bench.UpdateFile;
import io.margay.load.dataset.Preset;
import io.margay.model.resource.Node;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What there is at first, and what happens then.
///
/// @param start each resource as a change that brings it
public record Plan(List<Change> start, List<Change> changes) {
    private static final String OBJECT = "object";
    private static final JsonFactory JSON = new JsonFactory();

    public Plan {
        start = List.copyOf(start);
        changes = List.copyOf(changes);
    }

    /// That of a folder with the files of a dataset.
    ///
    /// @param most so many changes at most
    public static Plan read(Path folder, int most) throws IOException {
        return new Plan(start(folder.resolve(Preset.SNAPSHOT)), changes(folder.resolve(Preset.UPDATES), most));
    }

    /// The resources that there are at first.
    public List<Resource> resources() {
        var resources = new ArrayList<Resource>(start.size());
        for (var change : start) {
            var resource = change.edit().resource();
            if (resource != null) {
                resources.add(resource);
            }
        }
        return resources;
    }

    /// The names of all nodes, in order.
    public List<String> nodes() {
        return resources().stream()
                .filter(Node.class::isInstance)
                .map(node -> node.metadata().name())
                .sorted()
                .toList();
    }

    /// The resources that there are after so many changes.
    public Collection<Resource> resourcesAfter(int count) {
        return Edit.applied(
                resources(),
                changes.subList(0, count).stream().map(Change::edit).toList());
    }

    /// What takes away all that there is after so many changes.
    public List<Change> end(int count) {
        return resourcesAfter(count).stream()
                .map(resource -> new Change(new Edit("end", resource.key(), null), "", ""))
                .toList();
    }

    private static List<Change> start(Path snapshot) throws IOException {
        var file = UpdateFile.named(snapshot.getFileName().toString());
        var start = new ArrayList<Change>();
        try (var lines = Files.newBufferedReader(snapshot)) {
            for (var object = lines.readLine(); object != null; object = lines.readLine()) {
                var line = "{\"op\":\"upsert\",\"class\":\"start\",\"" + OBJECT + "\":" + object + "}";
                start.add(new Change(file.edit(start.size() + 1, line), object, line));
            }
        }
        return start;
    }

    private static List<Change> changes(Path updates, int most) throws IOException {
        var file = UpdateFile.named(updates.getFileName().toString());
        var changes = new ArrayList<Change>();
        try (var lines = Files.newBufferedReader(updates)) {
            var line = lines.readLine();
            while (line != null && changes.size() < most) {
                var edit = file.edit(changes.size() + 1, line);
                changes.add(new Change(edit, edit.resource() == null ? "" : object(line), line));
                line = lines.readLine();
            }
        }
        return changes;
    }

    /// The text of a line's object, wherever in the line it is.
    private static String object(String line) throws IOException {
        try (var json = JSON.createParser(line)) {
            json.nextToken();
            var name = json.nextFieldName();
            json.nextToken();
            while (name != null && !name.equals(OBJECT)) {
                json.skipChildren();
                name = json.nextFieldName();
                json.nextToken();
            }
            int from = (int) json.currentTokenLocation().getCharOffset();
            json.skipChildren();
            return line.substring(from, (int) json.currentLocation().getCharOffset());
        }
    }
}
