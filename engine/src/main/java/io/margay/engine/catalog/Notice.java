package io.margay.engine.catalog;

import io.margay.model.resource.ResourceKey;
import io.margay.model.resource.Where;

/// A warning about a resource that stays in force.
///
/// @param path where in the resource, such as `spec.ingress[2].source.services`
/// @param what in words for whoever wrote it
public record Notice(Where where, ResourceKey key, String path, String what) {
    /// `p.yaml:14: NetworkPolicy shop/redis: spec.tier: there is no tier "security"`.
    @Override
    public String toString() {
        var place = where.toString();
        return (place.isEmpty() ? "" : place + ": ") + key + ": " + path + ": " + what;
    }
}
