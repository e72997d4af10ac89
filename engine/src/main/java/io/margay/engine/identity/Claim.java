package io.margay.engine.identity;

import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.ResourceKey;

/// What a contributor says of one resource: the last claim of a key is the whole truth about it.
public sealed interface Claim {
    /// Addresses and what selectors see of who holds them.
    record Held(Holder holder) implements Claim {}

    /// Addresses and ports behind a service.
    record Served(EndpointSlice slice) implements Claim {}

    /// The resource that it is about.
    default ResourceKey key() {
        return switch (this) {
            case Held(var holder) -> holder.key();
            case Served(var slice) -> slice.key();
        };
    }
}
