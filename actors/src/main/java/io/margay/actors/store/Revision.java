package io.margay.actors.store;

import io.margay.model.resource.ResourceKey;
import java.util.List;

/// What one edit changed.
public record Revision(Stamp stamp, List<Stored> upserted, List<ResourceKey> deleted) {
    public Revision {
        upserted = List.copyOf(upserted);
        deleted = List.copyOf(deleted);
    }
}
