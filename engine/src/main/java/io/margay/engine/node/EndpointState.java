package io.margay.engine.node;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One endpoint: the only place where its rule set is made.
///
/// Cost: none but a copy where neither the catalogue nor the fingerprint is another since last time.
public final class EndpointState {
    private @Nullable Catalog catalog;
    private @Nullable Holder holder;
    private @Nullable RuleSetMade last;

    /// Makes the rule set of the endpoint as it is now, under a catalogue.
    public RuleSetMade asked(long request, Holder endpoint, Catalog under) {
        var made = isSame(endpoint, under) && last != null
                ? new RuleSetMade(request, moved(last.ruleSet(), endpoint), last.active())
                : new RuleSetMade(request, RuleSets.of(under, endpoint), active(under, endpoint));
        catalog = under;
        holder = endpoint;
        last = made;
        return made;
    }

    private boolean isSame(Holder endpoint, Catalog under) {
        return under == catalog && holder != null && holder.fingerprint().equals(endpoint.fingerprint());
    }

    private static RuleSet moved(RuleSet ruleSet, Holder endpoint) {
        return new RuleSet(
                endpoint.key(),
                endpoint.interfaceName(),
                endpoint.addresses(),
                ruleSet.identity(),
                ruleSet.untracked(),
                ruleSet.preDnat(),
                ruleSet.forward(),
                ruleSet.normal(),
                ruleSet.profiles());
    }

    private static List<ResourceKey> active(Catalog catalog, Holder endpoint) {
        var labels = catalog.labels(endpoint.fingerprint());
        return catalog.tiers(endpoint.fingerprint().namespace()).stream()
                .flatMap(tier -> tier.policies().stream())
                .filter(policy -> policy.subject().matches(labels))
                .map(policy -> policy.key())
                .toList();
    }
}
