package io.margay.engine.identity;

import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The claim of one holder: its addresses, and the [Shape] that all holders of its fingerprint share.
///
/// Layout: 48 bytes, with its own links in the list of its shape; the holder's copy of the fingerprint is let go.
final class HeldClaim implements Standing {
    final ResourceKey key;
    final int contributor;
    final List<Cidr> addresses;
    final Shape shape;
    private final long digest;

    /// Its neighbours among the claims of its shape.
    @Nullable
    HeldClaim next;

    @Nullable
    HeldClaim previous;

    boolean withdrawn;

    /// Whether its identity is to be told at the next drain.
    boolean untold;

    HeldClaim(Holder holder, int contributor, Shape shape, long digest) {
        this.key = holder.key();
        this.contributor = contributor;
        this.addresses = holder.addresses();
        this.shape = shape;
        this.digest = digest;
    }

    @Override
    public ResourceKey key() {
        return key;
    }

    @Override
    public long digest() {
        return digest;
    }

    @Override
    public boolean says(Claim claim) {
        return claim instanceof Holder holder
                && addresses.equals(holder.addresses())
                && shape.fingerprint.equals(holder.fingerprint());
    }
}
