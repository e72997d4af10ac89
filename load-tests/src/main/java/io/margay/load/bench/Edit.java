package io.margay.load.bench;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One change of a cluster: a resource comes or is replaced, or goes.
///
/// @param changeClass the class of change that it is counted in, such as `pod-add`
/// @param resource what it is from now on; null: it goes
public record Edit(
        String changeClass, ResourceKey key, @Nullable Resource resource) {
    /// A resource comes, or is replaced.
    static Edit upserted(String changeClass, Resource resource) {
        return new Edit(changeClass, resource.key(), resource);
    }

    /// A resource goes.
    static Edit deleted(String changeClass, ResourceKey key) {
        return new Edit(changeClass, key, null);
    }

    /// What there is after some edits of these resources.
    public static Collection<Resource> applied(Collection<? extends Resource> resources, List<Edit> edits) {
        Map<ResourceKey, Resource> all = new LinkedHashMap<>();
        resources.forEach(resource -> all.put(resource.key(), resource));
        for (var edit : edits) {
            if (edit.resource == null) {
                all.remove(edit.key);
            } else {
                all.put(edit.key, edit.resource);
            }
        }
        return all.values();
    }
}
