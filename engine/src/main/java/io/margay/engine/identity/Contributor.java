package io.margay.engine.identity;

import io.margay.index.intern.ByKey;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The contributor's side: what it claims, in one epoch, as a sequence of contributions.
///
/// A contribution says only what changed; [#whole] says everything, to a replica that missed something.
public final class Contributor {
    private final String name;
    private final long epoch;
    private final ByKey<ResourceKey, Claim> claims = new ByKey<>(Claim::key);
    private long sequence;
    private long revision;
    private long digest;

    /// A contributor that has said nothing yet in this epoch.
    public Contributor(String name, long epoch) {
        this.name = name;
        this.epoch = epoch;
    }

    /// Claims that come, change and go at a revision of the source; the contribution to send.
    public Contribution changed(long revision, List<? extends Claim> claimed, List<ResourceKey> gone) {
        claimed.forEach(this::claim);
        gone.forEach(this::withdraw);
        this.revision = revision;
        boolean first = sequence++ == 0;
        return new Contribution(name, epoch, sequence, revision, first, List.copyOf(claimed), gone, digest);
    }

    /// All claims are these, each key once, and no others; the contribution to send.
    public Contribution replaced(long revision, List<? extends Claim> claimed) {
        claims.clear();
        digest = 0;
        claimed.forEach(this::claim);
        this.revision = revision;
        sequence++;
        return whole(List.copyOf(claimed));
    }

    /// All that is claimed, under the last sequence: for a replica that asks.
    public Contribution whole() {
        var all = new ArrayList<Claim>(claims.size());
        claims.forEach(all::add);
        all.sort(Comparator.comparing(Claim::key));
        return whole(all);
    }

    private Contribution whole(List<Claim> all) {
        return new Contribution(name, epoch, sequence, revision, true, all, List.of(), digest);
    }

    private void claim(Claim claim) {
        var before = claims.put(claim);
        digest += Digest.of(claim) - (before == null ? 0 : Digest.of(before));
    }

    private void withdraw(ResourceKey key) {
        var gone = claims.remove(key);
        digest -= gone == null ? 0 : Digest.of(gone);
    }
}
