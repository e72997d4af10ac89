package io.margay.engine.simulation;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.identity.Holder;
import io.margay.index.Fingerprint;
import io.margay.model.resource.Action;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.ruleset.TierRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes rule sets without an index: which enforced policies look at an endpoint, in order, in each stage and
/// direction.
public final class BruteRuleSets {
    private BruteRuleSets() {}

    /// The rule set of an endpoint. It depends on the endpoint's fingerprint alone, but for name, interface, addresses.
    ///
    /// Errors: `IllegalArgumentException` for a holder that is no endpoint.
    /// Cost: one selector for each policy without a namespace or of the endpoint's own.
    public static RuleSet of(Catalog catalog, Holder endpoint) {
        if (!endpoint.isEndpoint()) {
            throw new IllegalArgumentException(endpoint.key() + " is no endpoint");
        }
        var fingerprint = endpoint.fingerprint();
        var tiers = looking(catalog, fingerprint);
        var isHost = fingerprint.kind() == Fingerprint.Kind.HOST;
        return new RuleSet(
                endpoint.key(),
                endpoint.uid(),
                endpoint.interfaceName(),
                endpoint.addresses(),
                fingerprint.id().text(),
                isHost ? passing(select(tiers, policy -> policy.stage() == Stage.UNTRACKED)) : List.of(),
                isHost ? passing(select(tiers, BruteRuleSets::beforeDnat)) : List.of(),
                isHost ? select(tiers, policy -> policy.stage() == Stage.NORMAL && policy.onForward()) : List.of(),
                select(tiers, policy -> policy.stage() == Stage.NORMAL),
                fingerprint.profiles());
    }

    private static List<TierRules> looking(Catalog catalog, Fingerprint fingerprint) {
        var labels = catalog.labels(fingerprint);
        return catalog.tiers(fingerprint.namespace()).stream()
                .map(tier -> with(
                        tier, policy -> !policy.staged() && policy.subject().matches(labels)))
                .toList();
    }

    private static boolean beforeDnat(PolicyRules policy) {
        return policy.stage() == Stage.PRE_DNAT && policy.ingress();
    }

    private static TierRules with(TierRules tier, Predicate<PolicyRules> wanted) {
        var policies = tier.policies().stream().filter(wanted).toList();
        return new TierRules(tier.name(), tier.order(), tier.defaultAction(), tier.known(), policies);
    }

    private static List<TierPolicies> select(List<TierRules> tiers, Predicate<PolicyRules> wanted) {
        return tiers.stream()
                .map(tier -> tierPolicies(with(tier, wanted)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<TierPolicies> tierPolicies(TierRules tier) {
        var ingress = new ArrayList<ResourceKey>();
        var egress = new ArrayList<ResourceKey>();
        for (var policy : tier.policies()) {
            if (policy.ingress()) {
                ingress.add(policy.key());
            }
            if (policy.egress() && policy.stage() != Stage.PRE_DNAT) {
                egress.add(policy.key());
            }
        }
        var isEmpty = ingress.isEmpty() && egress.isEmpty();
        return isEmpty
                ? Optional.empty()
                : Optional.of(new TierPolicies(tier.name(), tier.defaultAction(), ingress, egress));
    }

    private static List<TierPolicies> passing(List<TierPolicies> tiers) {
        return tiers.stream()
                .map(tier -> new TierPolicies(tier.tier(), Action.PASS, tier.ingress(), tier.egress()))
                .toList();
    }
}
