package io.margay.engine.random;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.SortedMap;

/// One thing that happens to a cluster.
public sealed interface Step {
    /// A resource is there now, as it is here: new, or instead of what its name meant before.
    record Put(Resource resource) implements Step {}

    /// What has this name is gone.
    record Delete(ResourceKey key) implements Step {}

    /// Makes it happen.
    default void applyTo(SortedMap<ResourceKey, Resource> cluster) {
        switch (this) {
            case Put(var resource) -> cluster.put(resource.key(), resource);
            case Delete(var key) -> cluster.remove(key);
        }
    }
}
