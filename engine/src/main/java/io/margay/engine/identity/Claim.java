package io.margay.engine.identity;

import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.ResourceKey;

/// What a contributor says of one resource: who holds addresses, or what stands behind a service. The last claim of a
/// key is the whole truth about it.
public sealed interface Claim permits Holder, Claim.Served {
    /// Addresses and ports behind a service.
    record Served(EndpointSlice slice) implements Claim {
        @Override
        public ResourceKey key() {
            return slice.key();
        }
    }

    /// The resource that it is about.
    ResourceKey key();
}
