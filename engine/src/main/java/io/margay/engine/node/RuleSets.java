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
        var of = new RuleSets(view, enforced(view, active, 0, active.size()));
        boolean isHost = endpoint.fingerprint().kind() == Fingerprint.Kind.HOST;
        return new EndpointContents(
                frame(endpoint),
                isHost ? of.tiers(Stage.UNTRACKED, false) : List.of(),
                isHost ? of.tiers(Stage.PRE_DNAT, false) : List.of(),
                isHost ? of.tiers(Stage.NORMAL, true) : List.of(),
                of.tiers(Stage.NORMAL, false));
    }

    /// The same from one that was made for the same workload when each of its policies and tiers was as now. What both
    /// lists have in common at their begin and end, up to the tiers in between, stays as it is.
    ///
    /// Cost: one step a policy of the tiers where the lists differ, and of those beside.
    static EndpointContents of(ShardView view, EndpointContents known, Ints before, Ints active) {
        var tiers = known.normal();
        int same = before.sameAtBegin(active);
        int from = beginOfTier(view, active, same);
        int kept = same == 0 ? 0 : place(tier(view, active, same - 1), tiers);
        int rest = active.size() - before.sameAtEnd(active, same);
        int until = endOfTier(view, active, rest);
        int next = rest == active.size() ? tiers.size() : place(tier(view, active, rest), tiers) + 1;
        boolean isPart = kept >= 0 && next > 0;
        var normal = new ArrayList<>(tiers.subList(0, isPart ? kept : 0));
        var between = enforced(view, active, isPart ? from : 0, isPart ? until : active.size());
        normal.addAll(new RuleSets(view, between).tiers(Stage.NORMAL, false));
        normal.addAll(tiers.subList(isPart ? next : tiers.size(), tiers.size()));
        return new EndpointContents(known.ruleSet(), List.of(), List.of(), List.of(), normal);
    }

    /// Where the tier of the policy before a place begins.
    private static int beginOfTier(ShardView view, Ints active, int place) {
        int at = place;
        while (at > 0 && tier(view, active, at - 1).equals(tier(view, active, place - 1))) {
            at--;
        }
        return at;
    }

    /// Where the tier of the policy at a place ends.
    private static int endOfTier(ShardView view, Ints active, int place) {
        int at = place;
        while (at < active.size() && tier(view, active, at).equals(tier(view, active, place))) {
            at++;
        }
        return at;
    }

    /// Where a tier is; -1 where all its policies are staged, or say nothing in any direction.
    private static int place(String tier, List<NumberedTier> tiers) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).tier().equals(tier)) {
                return i;
            }
        }
        return -1;
    }

    private static List<SharedPolicy> enforced(ShardView view, Ints active, int from, int until) {
        var enforced = new ArrayList<SharedPolicy>(until - from);
        for (int i = from; i < until; i++) {
            var policy = view.policy(active.get(i));
            if (!policy.rules().staged()) {
                enforced.add(policy);
            }
        }
        return enforced;
    }

    private static String tier(ShardView view, Ints active, int at) {
        return view.policy(active.get(at)).rules().tier();
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
