package io.margay.engine.node;

import io.margay.engine.identity.Holder;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedPolicy;
import io.margay.index.Fingerprint;
import io.margay.model.intern.Copies;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.TierRules;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.NumberedTier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes rule sets: which enforced policies look at an endpoint, in order, in each stage and direction.
final class RuleSets {
    /// Most endpoints have tiers that others have, too: often those of their namespace, or of all.
    private static final Copies<NumberedTier> TIERS = new Copies<>(14);

    private static final Copies<Ints> NUMBERS = new Copies<>(14);

    private final ShardView view;
    private final List<SharedPolicy> active;

    private RuleSets(ShardView view, List<SharedPolicy> active) {
        this.view = view;
        this.active = active;
    }

    /// The rule set of an endpoint for which these policies are, in the order in which they are looked at. It depends
    /// on them and on the endpoint's fingerprint alone, but for name, interface and addresses.
    ///
    /// Cost: one step a policy and stage.
    static EndpointContents of(ShardView view, Holder endpoint, Ints active) {
        var enforced = new ArrayList<SharedPolicy>(active.size());
        for (int i = 0; i < active.size(); i++) {
            var policy = view.policy(active.get(i));
            if (!policy.rules().staged()) {
                enforced.add(policy);
            }
        }
        var of = new RuleSets(view, enforced);
        boolean isHost = endpoint.fingerprint().kind() == Fingerprint.Kind.HOST;
        return new EndpointContents(
                frame(endpoint),
                isHost ? of.tiers(Stage.UNTRACKED, false) : List.of(),
                isHost ? of.tiers(Stage.PRE_DNAT, false) : List.of(),
                isHost ? of.tiers(Stage.NORMAL, true) : List.of(),
                of.tiers(Stage.NORMAL, false));
    }

    /// The rule set of an endpoint without any policy.
    static RuleSet frame(Holder endpoint) {
        return new RuleSet(
                        endpoint.key(),
                        endpoint.interfaceName(),
                        endpoint.addresses(),
                        endpoint.fingerprint().id().text(),
                        endpoint.fingerprint().profiles())
                .withUid(endpoint.uid());
    }

    private List<NumberedTier> tiers(Stage stage, boolean forwardOnly) {
        var tiers = new ArrayList<NumberedTier>();
        Growing open = null;
        for (var policy : active) {
            var rules = policy.rules();
            boolean ingress = rules.ingress();
            boolean egress = rules.egress() && stage != Stage.PRE_DNAT;
            if (rules.stage() != stage || (forwardOnly && !rules.onForward()) || (!ingress && !egress)) {
                continue;
            }
            if (open == null || !open.tier.equals(rules.tier())) {
                close(open, stage, tiers);
                open = new Growing(rules.tier(), active.size());
            }
            open.add(policy.number(), ingress, egress);
        }
        close(open, stage, tiers);
        return tiers;
    }

    private void close(@Nullable Growing tier, Stage stage, List<NumberedTier> tiers) {
        if (tier != null) {
            tiers.add(tier.done(stage == Stage.NORMAL ? defaultAction(tier.tier) : Action.PASS));
        }
    }

    private Action defaultAction(String tier) {
        return view.catalog().tier(tier).map(TierRules::defaultAction).orElse(Action.DENY);
    }

    /// The policies of one tier, while they are gathered.
    private static final class Growing {
        private final String tier;
        private final int[] ingress;
        private final int[] egress;
        private int ingresses;
        private int egresses;

        private Growing(String tier, int most) {
            this.tier = tier;
            this.ingress = new int[most];
            this.egress = new int[most];
        }

        private void add(int policy, boolean isIngress, boolean isEgress) {
            if (isIngress) {
                ingress[ingresses++] = policy;
            }
            if (isEgress) {
                egress[egresses++] = policy;
            }
        }

        private NumberedTier done(Action defaultAction) {
            var in = NUMBERS.of(Ints.of(ingress, ingresses));
            boolean isSame = Arrays.equals(ingress, 0, ingresses, egress, 0, egresses);
            var out = isSame ? in : NUMBERS.of(Ints.of(egress, egresses));
            return TIERS.of(new NumberedTier(tier, defaultAction, in, out));
        }
    }
}
