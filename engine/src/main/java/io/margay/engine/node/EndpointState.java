package io.margay.engine.node;

import io.margay.engine.identity.Holder;
import io.margay.engine.node.NodeState.MakeRuleSet;
import io.margay.engine.transaction.ShardView;
import io.margay.engine.transaction.SharedPolicy;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One endpoint: the only place where its rule set is made.
///
/// Cost: a look at each policy that is for it; no rule set is made where these, the tiers and the fingerprint are what
/// they were last time. One that is equal to the last is the last, with its encoding: nobody compares it again.
public final class EndpointState {
    private @Nullable Holder holder;
    private List<SharedPolicy> policies = List.of();
    private long incarnation;
    private long tiersVersion = -1;
    private @Nullable Shared last;

    /// Makes the rule set of the endpoint as it is now.
    public RuleSetMade asked(MakeRuleSet request) {
        var view = request.view();
        var endpoint = request.endpoint();
        var active = view.active(request.identity());
        var present = policies(view, active);
        var made = isSame(endpoint, view, present) ? kept(endpoint) : made(RuleSets.of(view, endpoint, active));
        holder = endpoint;
        policies = present;
        incarnation = view.incarnation();
        tiersVersion = view.tiersVersion();
        last = made;
        return new RuleSetMade(request.request(), endpoint.key(), made, active);
    }

    /// What was made last, for an endpoint that differs in name, interface or addresses at most.
    private Shared kept(Holder endpoint) {
        var known = Objects.requireNonNull(last);
        if (endpoint.equals(holder)) {
            return known;
        }
        var contents = (EndpointContents) known.part();
        return Shared.of(new EndpointContents(
                RuleSets.frame(endpoint),
                contents.untracked(),
                contents.preDnat(),
                contents.forward(),
                contents.normal()));
    }

    private Shared made(EndpointContents contents) {
        return last != null && last.part().equals(contents) ? last : Shared.of(contents);
    }

    private boolean isSame(Holder endpoint, ShardView view, List<SharedPolicy> present) {
        return holder != null
                && incarnation == view.incarnation()
                && tiersVersion == view.tiersVersion()
                && holder.fingerprint().equals(endpoint.fingerprint())
                && policies.equals(present);
    }

    private static List<SharedPolicy> policies(ShardView view, Ints active) {
        var policies = new ArrayList<SharedPolicy>(active.size());
        for (int i = 0; i < active.size(); i++) {
            policies.add(view.policy(active.get(i)));
        }
        return policies;
    }
}
