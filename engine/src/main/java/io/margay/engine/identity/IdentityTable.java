package io.margay.engine.identity;

import io.margay.index.intern.ByKey;
import io.margay.model.net.Cidr;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Who has which address, from what all contributors say.
///
/// An address may have several holders: of one identity (it then stays until the last lets go) or of several (it then
/// has all of them, and is in whatever any of them is in). A contributor is the authority on its own claims only.
///
/// An identity is the fingerprints that no selector tells apart: equal but for labels whose keys nobody mentioned
/// ([#mention]). Its number is never given again.
///
/// Layout: claims by contributor and key, one object each; what is made of them is in [Grouping]. Cost: one step for
/// each address that comes or goes, and one pass over the addresses of each identity that changed, once a [#drain()];
/// what is said again as it was costs no more than hearing it. Nothing for identities that did not change.
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
    /// @param changed identities that are new or have other addresses or more mentioned labels, by number
    /// @param gone identities that nobody has any more, by number
    /// @param services those whose slices changed
    /// @param assigned by contributor
    /// @param ended by the identity that had them, addresses that a workload lost: it ended, or lets go of them, or
    ///     another claims them
    public record Changes(
            List<Identity> changed,
            List<Identity> gone,
            List<ServiceKey> services,
            List<Assigned> assigned,
            SortedMap<Integer, Set<Cidr>> ended) {}

    /// The identities of endpoints of one node: of those that it claimed (again, perhaps), and of those whose identity
    /// has another number than was told.
    ///
    /// @param identities numbers by key; nobody changes the map any more
    public record Assigned(String contributor, Map<ResourceKey, Integer> identities) {
        public Assigned {
            identities = Collections.unmodifiableMap(identities);
        }
    }

    private static final class Known {
        private final int number;
        private long epoch;
        private long sequence;
        private long revision;
        private long digest;
        private final ByKey<ResourceKey, Standing> claims = new ByKey<>(Standing::key);

        private Known(int number) {
            this.number = number;
        }
    }

    private final Map<String, Known> contributors = new HashMap<>();
    private final Map<String, Long> lastRevisions = new HashMap<>();
    private long listed;
    private Set<String> named = Set.of();
    private final ContributorNumbers contributorNumbers = new ContributorNumbers();
    private final Grouping grouping = new Grouping(contributorNumbers);
    private final Services services = new Services();

    /// A contributor said something.
    public Output contributed(Contribution contribution) {
        var known = contributors.get(contribution.contributor());
        boolean outlived = contribution.revision() < lastRevisions.getOrDefault(contribution.contributor(), 0L);
        boolean isLate = known == null && isUnnamed(contribution.contributor()) && contribution.revision() < listed;
        if (outlived || isLate || (known != null && isOld(contribution, known))) {
            return new Ignored();
        }
        if (!contribution.whole() && (known == null || !follows(contribution, known))) {
            return new Pull(contribution.contributor());
        }
        var taking = known == null ? new Known(contributorNumber(contribution.contributor())) : known;
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
            keys(known).forEach(key -> withdraw(known, key, null));
        }
    }

    /// Which revision of its source a contributor has told of; -1 where it has said nothing.
    public long revision(String contributor) {
        var known = contributors.get(contributor);
        return known == null ? -1 : known.revision;
    }

    /// All that have said something and are not gone.
    public List<String> contributors() {
        return List.copyOf(contributors.keySet());
    }

    /// How far a contributor was heard; null where it has said nothing, or is gone.
    public @Nullable Reached reached(String contributor) {
        var known = contributors.get(contributor);
        return known == null ? null : new Reached(contributor, known.epoch, known.sequence, known.digest);
    }

    /// A source that began anew has named all who contribute, at a revision. Who is not named may be no more: where it
    /// has said nothing yet, only what it says at that revision or later counts.
    public void listed(long revision, Set<String> contributors) {
        listed = revision;
        named = Set.copyOf(contributors);
    }

    private boolean isUnnamed(String contributor) {
        return listed > 0 && !named.contains(contributor) && !contributor.equals(Contribution.CLUSTER);
    }

    /// Whether the source said that a contributor is no more, and it has not said anything since.
    public boolean isGone(String contributor) {
        return !contributors.containsKey(contributor)
                && (isUnnamed(contributor) || lastRevisions.containsKey(contributor));
    }

    /// Selectors mention these label keys from now on. It takes effect at the next [#drain()]: identities whose
    /// fingerprints differ in a newly mentioned key are split in place. The part with the most holders keeps the
    /// number; of equal ones, the one with the first labels.
    public void mention(Collection<String> labelKeys) {
        grouping.mention(labelKeys);
    }

    /// The next [#drain()] says which identities all endpoints of a contributor have.
    public void assignAgain(String contributor) {
        var known = contributors.get(contributor);
        if (known != null) {
            known.claims.forEach(standing -> {
                if (standing instanceof HeldClaim held) {
                    grouping.tell(held);
                }
            });
        }
    }

    /// How many identities there are, as of the last drain.
    public int size() {
        return grouping.size();
    }

    /// What stands behind services.
    public Services services() {
        return services;
    }

    /// Shows each node that has an endpoint of an identity, in the order of [#contributorNumber].
    public void forEachNode(int identity, Consumer<String> node) {
        forEachNodeNumber(identity, number -> node.accept(contributor(number)));
    }

    /// The same as numbers, lowest first. Cost: one step a node.
    public void forEachNodeNumber(int identity, IntConsumer node) {
        var group = grouping.group(identity);
        if (group != null) {
            group.nodes.forEach(node);
        }
    }

    /// The contributor of a number that this table gave.
    public String contributor(int number) {
        return contributorNumbers.name(number);
    }

    /// The number of a contributor in this table, given where it has none yet; never another's, even when it is gone.
    public int contributorNumber(String contributor) {
        return contributorNumbers.of(contributor);
    }

    /// What changed since the last call.
    public Changes drain() {
        var drained = grouping.drain();
        return new Changes(drained.changed(), drained.gone(), services.drain(), drained.assigned(), drained.ended());
    }

    private static boolean isOld(Contribution contribution, Known known) {
        if (contribution.epoch() != known.epoch) {
            return contribution.epoch() < known.epoch;
        }
        boolean heals = contribution.sequence() == known.sequence
                && contribution.whole()
                && contribution.digest() != known.digest;
        return contribution.sequence() <= known.sequence && !heals;
    }

    private static boolean follows(Contribution contribution, Known known) {
        return contribution.epoch() == known.epoch && contribution.sequence() == known.sequence + 1;
    }

    private void take(Contribution contribution, Known known) {
        if (contribution.whole()) {
            withdrawOthers(contribution, known);
        }
        contribution.gone().forEach(key -> withdraw(known, key, null));
        contribution.claims().forEach(claim -> claim(known, claim));
        known.epoch = contribution.epoch();
        known.sequence = contribution.sequence();
        known.revision = contribution.revision();
    }

    private void withdrawOthers(Contribution contribution, Known known) {
        if (known.claims.size() > 0) {
            var gone = keys(known);
            contribution.claims().forEach(claim -> gone.remove(claim.key()));
            gone.forEach(key -> withdraw(known, key, null));
        }
    }

    private static Set<ResourceKey> keys(Known known) {
        var keys = new HashSet<ResourceKey>();
        known.claims.forEach(claim -> keys.add(claim.key()));
        return keys;
    }

    private void claim(Known known, Claim claim) {
        var before = known.claims.get(claim.key());
        if (before == null || !before.says(claim)) {
            withdraw(known, claim.key(), claim);
            var standing = acquire(known, claim, before);
            known.claims.put(standing);
            known.digest += standing.digest();
        } else if (before instanceof HeldClaim held) {
            grouping.tell(held);
        }
    }

    /// @param next what is claimed in its place
    private void withdraw(Known known, ResourceKey key, @Nullable Claim next) {
        var gone = known.claims.remove(key);
        if (gone == null) {
            return;
        }
        known.digest -= gone.digest();
        switch (gone) {
            case HeldClaim held -> grouping.release(held, next == null ? held.addresses : held.lost(next));
            case Standing.OfSlice(var slice, var _) -> services.remove(slice);
        }
    }

    private Standing acquire(Known known, Claim claim, @Nullable Standing before) {
        long digest = Digest.of(claim);
        return switch (claim) {
            case Holder holder -> grouping.acquire(known.number, holder, digest, before);
            case Claim.Served(EndpointSlice slice) -> {
                services.add(slice);
                yield new Standing.OfSlice(slice, digest);
            }
        };
    }
}
