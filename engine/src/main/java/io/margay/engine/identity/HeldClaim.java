package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.model.net.Cidr;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The claim of one holder: its addresses, and the [Shape] that all holders of its fingerprint share.
///
/// Layout: 56 bytes, with its own links in the list of its shape; the holder's copy of the fingerprint is let go.
final class HeldClaim implements Standing {
    final ResourceKey key;
    final int contributor;
    final List<Cidr> addresses;
    final Shape shape;
    final long uid;
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
        this.uid = holder.uid();
        this.digest = digest;
    }

    /// Whether it is a workload's. What others hold stays theirs: nobody is given an address of a host or of a net.
    boolean isOwner() {
        return shape.fingerprint.kind() == Fingerprint.Kind.WORKLOAD;
    }

    /// The addresses that are no longer its owner's where this claim takes its place.
    List<Cidr> lost(Claim next) {
        boolean isSame = next instanceof Holder holder && (uid == 0 || holder.uid() == 0 || uid == holder.uid());
        return isSame && next instanceof Holder holder ? without(holder.addresses()) : addresses;
    }

    private List<Cidr> without(List<Cidr> kept) {
        return kept.containsAll(addresses)
                ? List.of()
                : addresses.stream().filter(address -> !kept.contains(address)).toList();
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
                && uid == holder.uid()
                && addresses.equals(holder.addresses())
                && shape.fingerprint.equals(holder.fingerprint());
    }
}
