package io.margay.engine.transaction;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Identity;
import io.margay.index.intern.Numbered;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.SetId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the entities of a shard share, at one version. Immutable; a later one shares what did not change.
///
/// @param policies every policy with the sets that it names
/// @param everywhere policies that each host gets
/// @param sets what each set in use means; no other set is there
/// @param log what this version and those before it touched
public record ShardView(
        Catalog catalog,
        Map<ResourceKey, SharedPolicy> policies,
        List<ResourceKey> everywhere,
        Map<SetId, Meaning> sets,
        Numbered<Identity> identities,
        DeltaLog log) {
    /// A policy with the sets that its rules name.
    public record SharedPolicy(PolicyRules rules, List<NamedSet> sets) {}

    /// Which version it is, from 1.
    public long version() {
        return log.version();
    }

    /// What a set means, or null where it is not in use.
    public @Nullable Meaning meaning(SetId set) {
        return sets.get(set);
    }

    /// An identity that is in a meaning.
    public Identity identity(int number) {
        var identity = identities.get(number);
        if (identity == null) {
            throw new IllegalStateException("identity " + number + " is in a meaning and unknown at " + version());
        }
        return identity;
    }
}
