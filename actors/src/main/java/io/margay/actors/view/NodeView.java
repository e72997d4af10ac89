package io.margay.actors.view;

import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.Needs;
import io.margay.engine.transaction.ShardView;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.RuleSet.TierPolicies;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// What one node's host should hold at one moment. Made on demand from what all nodes share, so it is cheap to keep.
public final class NodeView {
    /// Is shown policies.
    public interface PolicyVisitor {
        /// One, with the numbers of the sets that its rules name, each once, in their order.
        void policy(int number, PolicyRules rules, Ints sets);
    }

    private final NodeReport report;
    private final SharedViews shared;

    NodeView(NodeReport report, SharedViews shared) {
        this.report = report;
        this.shared = shared;
    }

    /// Those of all nodes that report at one moment, and what they share.
    public static List<NodeView> all(List<NodeReport> reports, ShardView shard) {
        var shared = new SharedViews(shard, reports);
        return reports.stream().map(report -> new NodeView(report, shared)).toList();
    }

    /// The node's name.
    public String node() {
        return report.node();
    }

    /// Its endpoints' rule sets, in the order of their keys.
    public List<RuleSet> endpoints() {
        var endpoints = new ArrayList<RuleSet>();
        needs().endpoints().forEachValue(endpoint -> endpoints.add(ruleSet(endpoint)));
        return endpoints;
    }

    /// The same, as its host is told them: policies by number.
    public List<EndpointContents> endpointContents() {
        var contents = new ArrayList<EndpointContents>(needs().endpoints().size());
        needs().endpoints().forEachValue(endpoint -> contents.add(contents(endpoint)));
        return contents;
    }

    /// How many endpoints it has.
    public int endpointCount() {
        return needs().endpoints().size();
    }

    /// How many policies are active on it.
    public int policyCount() {
        return needs().policies().size();
    }

    /// The policies that are active on it, in the order of their keys.
    public List<PolicyRules> policies() {
        var policies = new ArrayList<PolicyRules>();
        needs().policies().forEachValue(policy -> policies.add(policy.rules()));
        policies.sort(Comparator.comparing(PolicyRules::key));
        return policies;
    }

    /// Shows the policies that are active on it, in the order of their numbers.
    public void forEachPolicy(PolicyVisitor visitor) {
        needs().policies().forEachValue(policy -> visitor.policy(policy.number(), policy.rules(), policy.sets()));
    }

    /// Shows the profiles of its endpoints, each with the numbers of the sets that its rules name, in their order.
    public void forEachProfile(BiConsumer<ProfileRules, Ints> visitor) {
        needs().profiles().forEachValue(profile -> visitor.accept(profile.rules(), profile.sets()));
    }

    /// The profiles of its endpoints, in the order of their names.
    public List<ProfileRules> profiles() {
        var profiles = new ArrayList<ProfileRules>();
        needs().profiles().forEachValue(profile -> profiles.add(profile.rules()));
        return profiles;
    }

    /// The sets that its policies and profiles name, in the order of their ids.
    public List<SetView> sets() {
        var sets = new ArrayList<SetView>();
        needs().sets().forEach((IntConsumer) number -> sets.add(shared.set(number)));
        sets.sort(Comparator.comparing(SetView::id));
        return sets;
    }

    /// The numbers of these sets. Nobody changes the bitmap.
    public RoaringBitmap setNumbers() {
        return needs().sets();
    }

    /// How many identities any of its sets means.
    public int identities() {
        return shared.identities(needs().sets());
    }

    /// What all nodes share; one object for all views of one moment.
    public SharedViews shared() {
        return shared;
    }

    /// All of this in numbers of the shard.
    Needs needs() {
        return report.needs();
    }

    private static EndpointContents contents(Shared told) {
        if (told.part() instanceof EndpointContents contents) {
            return contents;
        }
        throw new IllegalStateException("no endpoint: " + told.part());
    }

    private RuleSet ruleSet(Shared told) {
        var contents = contents(told);
        return contents.ruleSet()
                .withTiers(
                        tiers(contents.untracked()),
                        tiers(contents.preDnat()),
                        tiers(contents.forward()),
                        tiers(contents.normal()));
    }

    private List<TierPolicies> tiers(List<NumberedTier> tiers) {
        return tiers.stream()
                .map(tier ->
                        new TierPolicies(tier.tier(), tier.defaultAction(), keys(tier.ingress()), keys(tier.egress())))
                .toList();
    }

    private List<ResourceKey> keys(Ints numbers) {
        var keys = new ArrayList<ResourceKey>(numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            var policy = needs().policies().get(numbers.get(i));
            if (policy == null) {
                throw new IllegalStateException("policy " + numbers.get(i) + " is not needed by " + node());
            }
            keys.add(policy.rules().key());
        }
        return keys;
    }
}
