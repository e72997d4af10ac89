package io.margay.dataplane.plan;

import io.margay.model.resource.ResourceKey;
import java.util.Set;

/// Whose packets pass Margay by, because a person on the host said so: what others' rules say of them is left to
/// these.
///
/// @param host all
/// @param endpoints those of these endpoints, at their end
public record Releases(boolean host, Set<ResourceKey> endpoints) {
    /// Nobody's.
    public static final Releases NONE = new Releases(false, Set.of());

    public Releases {
        endpoints = Set.copyOf(endpoints);
    }
}
