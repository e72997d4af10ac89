package io.margay.engine.node;

import io.margay.engine.node.NodeState.MakeRuleSet;
import io.margay.model.resource.Kind;
import io.margay.model.update.Ints;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Shared;
import org.jspecify.annotations.Nullable;

/// One endpoint: the only place where its rule set is made.
///
/// Cost: a look at each policy that is for it; of a workload for which some came or went, at those of their tiers. A
/// rule set that is as it was stays the same object, with its encoding; beside that nothing is kept, as there may be
/// 100,000 of them.
public final class EndpointState {
    private @Nullable Shared last;

    /// Makes the rule set of the endpoint as it is now.
    public RuleSetMade asked(MakeRuleSet request) {
        var view = request.view();
        var endpoint = request.endpoint();
        var active = view.active(request.identity());
        var contents = shared(contents(request, active));
        last = contents;
        return new RuleSetMade(request.request(), endpoint.key(), contents, active);
    }

    private static EndpointContents contents(MakeRuleSet request, Ints active) {
        var before = request.before();
        boolean isWorkload = request.endpoint().key().kind() != Kind.HOST_ENDPOINT;
        return before != null && isWorkload && before.contents().part() instanceof EndpointContents known
                ? RuleSets.of(request.view(), known, before.active(), active)
                : RuleSets.of(request.view(), request.endpoint(), active);
    }

    private Shared shared(EndpointContents made) {
        var known = last;
        if (known == null) {
            return Shared.of(made);
        }
        return known.part().equals(made) ? known : Shared.after(known, made);
    }
}
