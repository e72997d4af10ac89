package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Identity;
import io.margay.index.intern.HashTrie;
import io.margay.index.intern.Numbered;
import io.margay.model.update.Ints;
import io.margay.model.update.Shared;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// All that the entities of a shard share, at one version. Immutable; a later one shares what did not change.
///
/// @param version from 1; 0 before there is one
/// @param incarnation of the shard: whose numbers these are
/// @param tiersVersion the last version with other tiers than the one before, policies aside
/// @param policies by number
/// @param everywhere the numbers of policies that each host gets
/// @param profiles those that somebody wrote, by name
/// @param sets those in use, by number
/// @param identities by number
/// @param blocks all identities of 256 numbers each, as hosts are told them, by the number of the block
/// @param waiting identities without an address; nobody changes the bitmap
/// @param active by identity, the numbers of all policies whose subject it is, in the order in which they are looked at
/// @param identityCount how many identities there are
/// @param ended addresses whose owners ended lately
public record ShardView(
        long version,
        long incarnation,
        long tiersVersion,
        Catalog catalog,
        Numbered<SharedPolicy> policies,
        Ints everywhere,
        HashTrie<String, SharedProfile> profiles,
        Numbered<SharedSet> sets,
        Numbered<Identity> identities,
        Numbered<Shared> blocks,
        RoaringBitmap waiting,
        Numbered<Ints> active,
        int identityCount,
        EndedLately ended) {
    /// Nothing, of an incarnation.
    static ShardView nothing(long incarnation) {
        return new ShardView(
                0,
                incarnation,
                0,
                Catalog.of(List.of()),
                Numbered.empty(),
                Ints.NONE,
                HashTrie.empty(),
                Numbered.empty(),
                Numbered.empty(),
                Numbered.empty(),
                new RoaringBitmap(),
                Numbered.empty(),
                0,
                EndedLately.NOTHING);
    }

    /// A set in use. Errors: `IllegalStateException` where it is not.
    public SharedSet set(int number) {
        return known(sets.get(number), "set", number);
    }

    /// An identity that is in a meaning. Errors: `IllegalStateException` where there is none of this number.
    public Identity identity(int number) {
        return known(identities.get(number), "identity", number);
    }

    /// A policy. Errors: `IllegalStateException` where there is none of this number.
    public SharedPolicy policy(int number) {
        return known(policies.get(number), "policy", number);
    }

    /// The policies whose subject an identity is, in the order in which they are looked at.
    public Ints active(int identity) {
        var policies = active.get(identity);
        return policies == null ? Ints.NONE : policies;
    }

    /// A profile, built-in ones among them; for one that does not exist, a stand-in that denies.
    public SharedProfile profile(String name) {
        var known = profiles.get(name);
        return known == null ? SharedProfile.of(catalog.profile(name), Ints.NONE) : known;
    }

    private <T> T known(@Nullable T value, String what, int number) {
        if (value == null) {
            throw new IllegalStateException("no " + what + " " + number + " at version " + version);
        }
        return value;
    }
}
