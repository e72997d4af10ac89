package io.margay.engine.identity;

import io.margay.index.Fingerprint;
import io.margay.index.intern.Numbers;
import io.margay.model.net.Cidr;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who has which address, from what all contributors say.
///
/// An address may have several holders: of one identity (it then stays until the last lets go) or of several (it then
/// has all of them, and is in whatever any of them is in). A contributor is the authority on its own claims only.
///
/// An identity is a fingerprint, for now. To make one of fingerprints that no selector in use tells apart, only the key
/// of `numbers` changes: the fingerprint with the labels left out whose keys nobody mentions.
///
/// Layout: claims by contributor and key, and for each identity its addresses with the number of holders. Cost: one
/// step
/// for each address that comes or goes, and a copy of the addresses of each identity that changed, once a [#drain()].
public final class IdentityTable {
    /// What has to be done about a contribution.
    public sealed interface Output {}

    /// The contribution was taken; [#drain()] tells what it changed.
    public record Taken() implements Output {}

    /// It was of an epoch that is over, or came twice: nothing changed.
    public record Ignored() implements Output {}

    /// Something before it is missing, or its claims differ from ours: nothing changed; ask for the whole.
    public record Pull(String contributor) implements Output {}

    /// What is different since the last time.
    ///
    /// @param changed identities that are new or whose addresses may have changed
    /// @param gone numbers of identities that nobody has any more
    /// @param services those whose slices changed
    public record Changes(List<Identity> changed, List<Identity> gone, List<ServiceKey> services, List<Assigned> assigned) {}
    public record Assigned(String contributor, Map<ResourceKey, Integer> identities) {}
    public void mention(java.util.Collection<String> keys) {}
    private final TreeMap<String, Map<ResourceKey, Integer>> stubAssigned = new TreeMap<>();
    public Map<ResourceKey, Integer> assigned(String node) {
        var known = contributors.get(node);
        var all = new TreeMap<ResourceKey, Integer>();
        if (known != null) {
            known.claims.values().forEach(claim -> { if (claim instanceof Claim.Held(var holder) && holder.isEndpoint()) { var n = numbers.find(holder.fingerprint()); if (n != null) { all.put(holder.key(), n);} } });
        }
        return all;
    }
    public void forEachNode(int identity, java.util.function.Consumer<String> node) {
        contributors.forEach((name, known) -> { if (assigned(name).containsValue(identity)) { node.accept(name); } });
    }

    private static final class Known {
        private long epoch;
        private long sequence;
        private long revision;
        private long digest;
        private final Map<ResourceKey, Claim> claims = new HashMap<>();
    }

    private static final class Held {
        private final Fingerprint fingerprint;
        private final TreeMap<Cidr, Integer> addresses = new TreeMap<>();
        private int holders;

        private Held(Fingerprint fingerprint) {
            this.fingerprint = fingerprint;
        }
    }

    private final Map<String, Known> contributors = new HashMap<>();
    private final Map<String, Long> lastRevisions = new HashMap<>();
    private final Numbers<Fingerprint> numbers = new Numbers<>();
    private final Map<Integer, Held> identities = new HashMap<>();
    private final TreeSet<Integer> touched = new TreeSet<>();
    private final Services services = new Services();

    /// A contributor said something.
    public Output contributed(Contribution contribution) {
        var known = contributors.get(contribution.contributor());
        boolean outlived = contribution.revision() < lastRevisions.getOrDefault(contribution.contributor(), 0L);
        if (outlived || (known != null && isOld(contribution, known))) {
            return new Ignored();
        }
        if (!contribution.whole() && (known == null || !follows(contribution, known))) {
            return new Pull(contribution.contributor());
        }
        var taking = known == null ? new Known() : known;
        contributors.put(contribution.contributor(), taking);
        take(contribution, taking);
        return taking.digest == contribution.digest() ? new Taken() : new Pull(contribution.contributor());
    }

    /// The source says that a contributor is no more since a revision: neither are its claims. What it said before it
    /// heard so, and what comes late of it, does not count.
    public void gone(String contributor, long revision) {
        lastRevisions.merge(contributor, revision, Math::max);
        var known = contributors.get(contributor);
        if (known != null && known.revision < revision) {
            contributors.remove(contributor);
            List.copyOf(known.claims.keySet()).forEach(key -> withdraw(known, key));
        }
    }

    /// Which revision of its source a contributor has told of; -1 where it has said nothing.
    public long revision(String contributor) {
        var known = contributors.get(contributor);
        return known == null ? -1 : known.revision;
    }

    /// How many identities there are.
    public int size() {
        return identities.size();
    }

    /// What stands behind services.
    public Services services() {
        return services;
    }

    /// What changed since the last call.
    public Changes drain() {
        var changed = new ArrayList<Identity>();
        var gone = new ArrayList<Identity>();
        for (int number : touched) {
            var held = identities.get(number);
            if (held == null) {
                continue;
            }
            var identity = new Identity(number, held.fingerprint, List.copyOf(held.addresses.keySet()));
            if (held.holders > 0) {
                changed.add(identity);
            } else {
                gone.add(identity);
                identities.remove(number);
                numbers.forget(held.fingerprint);
            }
        }
        touched.clear();
        var as = stubAssigned.keySet().stream().map(name -> new Assigned(name, assigned(name))).toList();
        stubAssigned.clear();
        return new Changes(changed, gone, services.drain(), as);
    }

    private static boolean isOld(Contribution contribution, Known known) {
        if (contribution.epoch() != known.epoch) {
            return contribution.epoch() < known.epoch;
        }
        boolean heals = contribution.whole() && contribution.digest() != known.digest;
        return contribution.sequence() <= known.sequence && !heals;
    }

    private static boolean follows(Contribution contribution, Known known) {
        return contribution.epoch() == known.epoch && contribution.sequence() == known.sequence + 1;
    }

    private void take(Contribution contribution, Known known) {
        if (contribution.whole()) {
            List.copyOf(known.claims.keySet()).forEach(key -> withdraw(known, key));
        }
        contribution.gone().forEach(key -> withdraw(known, key));
        contribution.claims().forEach(claim -> claim(known, claim));
        stubAssigned.put(contribution.contributor(), Map.of());
        known.epoch = contribution.epoch();
        known.sequence = contribution.sequence();
        known.revision = contribution.revision();
    }

    private void claim(Known known, Claim claim) {
        withdraw(known, claim.key());
        known.claims.put(claim.key(), claim);
        known.digest += Digest.of(claim);
        acquire(claim);
    }

    private void withdraw(Known known, ResourceKey key) {
        var gone = known.claims.remove(key);
        if (gone != null) {
            known.digest -= Digest.of(gone);
            release(gone);
        }
    }

    private void acquire(Claim claim) {
        switch (claim) {
            case Claim.Held(var holder) -> {
                var entry = numbers.of(holder.fingerprint());
                var held = identities.computeIfAbsent(entry.number(), _ -> new Held(entry.value()));
                held.holders++;
                holder.addresses().forEach(address -> held.addresses.merge(address, 1, Integer::sum));
                touched.add(entry.number());
            }
            case Claim.Served(EndpointSlice slice) -> services.add(slice);
        }
    }

    private void release(Claim claim) {
        switch (claim) {
            case Claim.Held(var holder) -> {
                var number = numbers.find(holder.fingerprint());
                var held = heldBy(holder, number);
                held.holders--;
                holder.addresses().forEach(address -> held.addresses.merge(address, -1, IdentityTable::orGone));
                touched.add(number);
            }
            case Claim.Served(EndpointSlice slice) -> services.remove(slice);
        }
    }

    private Held heldBy(Holder holder, @Nullable Integer number) {
        var held = number == null ? null : identities.get(number);
        if (held == null) {
            throw new IllegalStateException("no identity for the claim of " + holder.key());
        }
        return held;
    }

    private static @Nullable Integer orGone(int count, int minus) {
        return count + minus == 0 ? null : count + minus;
    }
}
