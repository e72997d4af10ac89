package io.margay.engine.identity;

import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The contributor's side: what it claims, in one epoch, as a sequence of contributions.
///
/// A contribution says only what changed; [#whole] says everything, to a replica that missed something.
public final class Contributor {
    private final String name;
    private final long epoch;
    private final Map<ResourceKey, Claim> claims = new HashMap<>();
    private long sequence;
    private long revision;
    private long digest;

    /// A contributor that has said nothing yet in this epoch.
    public Contributor(String name, long epoch) {
        this.name = name;
        this.epoch = epoch;
    }

    /// Claims that come, change and go at a revision of the source; the contribution to send.
    public Contribution changed(long revision, List<Claim> claimed, List<ResourceKey> gone) {
        claimed.forEach(this::claim);
        gone.forEach(this::withdraw);
        this.revision = revision;
        boolean first = sequence++ == 0;
        return new Contribution(name, epoch, sequence, revision, first, claimed, gone, digest);
    }

    /// All claims are these, each key once, and no others; the contribution to send.
    public Contribution replaced(long revision, List<Claim> claimed) {
        claims.clear();
        digest = 0;
        claimed.forEach(this::claim);
        this.revision = revision;
        sequence++;
        return whole(claimed);
    }

    /// All that is claimed, under the last sequence: for a replica that asks.
    public Contribution whole() {
        return whole(new ArrayList<>(new TreeMap<>(claims).values()));
    }

    private Contribution whole(List<Claim> all) {
        return new Contribution(name, epoch, sequence, revision, true, all, List.of(), digest);
    }

    private void claim(Claim claim) {
        withdraw(claim.key());
        claims.put(claim.key(), claim);
        digest += Digest.of(claim);
    }

    private void withdraw(ResourceKey key) {
        var gone = claims.remove(key);
        digest -= gone == null ? 0 : Digest.of(gone);
    }
}
