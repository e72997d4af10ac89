package io.margay.engine.source;

import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;

/// One thing that a source says. Of two about one resource the later counts.
public sealed interface Change {
    /// It exists, and is this.
    record Upserted(Resource resource) implements Change {}

    /// It does not exist.
    record Deleted(ResourceKey resource) implements Change {}

    /// What it is about.
    default ResourceKey key() {
        return switch (this) {
            case Upserted(var resource) -> resource.key();
            case Deleted(var resource) -> resource;
        };
    }
}
