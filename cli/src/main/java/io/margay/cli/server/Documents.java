package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.cli.probe.JsonText;
import io.margay.model.input.Origin;
import io.margay.model.parse.Value;
import io.margay.model.resource.Resource;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;

/// What resources of files were read from, as a store keeps it: JSON, with the file and the lines. Each object has its
/// own: two files may say the same. Not for several threads.
final class Documents {
    private IdentityHashMap<Resource, String> all = new IdentityHashMap<>();

    /// A resource was read.
    void read(Resource resource, Value.Mapping tree) {
        all.put(
                resource,
                JsonText.printInLines(Origin.written(tree, resource.metadata().where())));
    }

    /// All others are forgotten. Cost: a step for each.
    void keepOnly(Collection<Resource> resources) {
        if (resources.size() == all.size()) {
            return; // each of them was read, so these are all
        }
        var kept = new IdentityHashMap<Resource, String>(resources.size());
        for (var resource : resources) {
            var document = all.get(resource);
            if (document != null) {
                kept.put(resource, document);
            }
        }
        all = kept;
    }

    /// Whether it was read from a file: a stand-in was not.
    boolean has(Resource resource) {
        return all.containsKey(resource);
    }

    /// What writes these down. A stand-in for what was refused has no document, and is left out: what was accepted
    /// before stays the record.
    List<Edit.Put> puts(Collection<Resource> resources) {
        return resources.stream()
                .filter(this::has)
                .map(resource -> new Edit.Put(resource, String.valueOf(all.get(resource)), Edit.ANY))
                .toList();
    }
}
