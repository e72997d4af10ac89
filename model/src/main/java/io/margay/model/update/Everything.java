package io.margay.model.update;

import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.update.Holdings.HeldPolicy;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.PolicyContents;
import io.margay.model.update.Part.ProfileContents;
import io.margay.model.update.Part.SetContents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that a host holds, said anew: to another replica, or to writers that hold nothing. What is said no longer
/// changes with what is held.
///
/// Cost: a small object for each identity, a copy of each set's bitmap and members; else references.
final class Everything {
    /// So many identities are one part.
    private static final int BLOCK = 1_024;

    private final Holdings held;

    Everything(Holdings held) {
        this.held = held;
    }

    /// What makes of an empty replica one that holds the same, in the order of numbers and names.
    ///
    /// Errors: `IllegalStateException` where an endpoint has a policy that is not held.
    List<Shared> parts() {
        var parts = new ArrayList<Part>();
        var block = new ArrayList<IdentityContents>();
        held.forEachIdentity(number -> {
            var identity = held.known(number);
            block.add(new IdentityContents(number, identity.ports(), identity.addresses()));
            if (block.size() == BLOCK) {
                parts.add(new Identities(block));
                block.clear();
            }
        });
        if (!block.isEmpty()) {
            parts.add(new Identities(block));
        }
        sorted(held.sets)
                .forEach(set -> parts.add(new SetContents(
                        set.number, set.definition, set.identities.clone(), List.copyOf(set.members()))));
        sorted(held.policies).forEach(policy -> parts.add(new PolicyContents(policy.number(), policy.rules())));
        sorted(held.profiles).forEach(rules -> parts.add(new ProfileContents(rules)));
        sorted(held.endpoints).forEach(ruleSet -> parts.add(EndpointContents.of(ruleSet, this::number)));
        return parts.stream().map(Shared::of).toList();
    }

    /// The transaction that it is to writers that hold nothing.
    Transaction transaction(String node, long revision) {
        var identities = new ArrayList<IdentityChange>();
        held.forEachIdentity(number -> {
            var identity = held.known(number);
            if (identity.meanings() > 0) {
                identities.add(new IdentityChange(number, identity.ports(), identity.addresses(), List.of()));
            }
        });
        return new Transaction(
                node,
                0,
                revision,
                identities,
                sorted(held.setsById).map(Everything::change).toList(),
                sorted(held.policies).map(HeldPolicy::rules).toList(),
                sorted(held.profiles).toList(),
                sorted(held.endpoints).toList(),
                Transaction.Gone.NOTHING);
    }

    private static SetChange change(HeldSet set) {
        return Turn.whole(null, set).change(set);
    }

    private int number(ResourceKey key) {
        var policy = held.policies.get(key);
        if (policy == null) {
            throw new IllegalStateException("an endpoint has " + key + ", which is not held");
        }
        return policy.number();
    }

    private static <K extends Comparable<K>, V> Stream<V> sorted(Map<K, V> values) {
        return new TreeMap<>(values).values().stream();
    }
}
