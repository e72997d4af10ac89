package io.margay.engine.transaction;

import io.margay.model.resource.ResourceKey;
import io.margay.model.update.Shared;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// What a node's endpoints need: their rule sets, the policies and profiles active here, the sets that these name.
///
/// @param endpoints by key, what the host is told of each
/// @param policies by number
/// @param profiles by name
/// @param sets their numbers; nobody changes the bitmap
public record Needs(
        Map<ResourceKey, Shared> endpoints,
        Map<Integer, SharedPolicy> policies,
        Map<String, SharedProfile> profiles,
        RoaringBitmap sets) {
    /// Nothing.
    public static final Needs NOTHING = new Needs(Map.of(), Map.of(), Map.of(), new RoaringBitmap());

    public Needs {
        endpoints = Map.copyOf(endpoints);
        policies = Map.copyOf(policies);
        profiles = Map.copyOf(profiles);
    }
}
