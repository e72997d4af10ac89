package io.margay.engine.catalog;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Resources by what names them, so that the order in which they came never shows; of two of one name the later counts.
public final class Inputs {
    private final SortedMap<ResourceKey, Resource> resources = new TreeMap<>();

    private Inputs() {}

    /// The inputs that these resources are.
    public static Inputs of(Collection<? extends Resource> resources) {
        var inputs = new Inputs();
        resources.forEach(resource -> inputs.resources.put(resource.key(), resource));
        return inputs;
    }

    /// Those of one type, in the order of their keys. Cost: one walk over all.
    public <T extends Resource> List<T> all(Class<T> type) {
        return resources.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// All, in the order of their keys.
    public Collection<Resource> all() {
        return List.copyOf(resources.values());
    }

    /// Whether there is one of this name.
    public boolean has(ResourceKey key) {
        return resources.containsKey(key);
    }
}
