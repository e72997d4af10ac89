package io.margay.engine.identity;

import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.ResourceKey;

/// A claim that stands, as the table keeps it: one object a claim.
sealed interface Standing permits Standing.OfSlice, HeldClaim {
    /// The resource that it is about.
    ResourceKey key();

    /// What it adds to the digest of its contributor.
    long digest();

    /// Whether a claim of the same key would change nothing.
    boolean says(Claim claim);

    /// A claim about what stands behind a service.
    record OfSlice(EndpointSlice slice, long digest) implements Standing {
        @Override
        public ResourceKey key() {
            return slice.key();
        }

        @Override
        public boolean says(Claim claim) {
            return claim instanceof Claim.Served(var other) && other.equals(slice);
        }
    }
}
