package io.margay.engine.node;

import io.margay.engine.node.NodeState.MakeRuleSet;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Shared;
import org.jspecify.annotations.Nullable;

/// One endpoint: the only place where its rule set is made.
///
/// Cost: a look at each policy that is for it. A rule set that is as it was stays the same object, with its encoding;
/// beside that nothing is kept, as there may be 100,000 of them.
public final class EndpointState {
    private @Nullable Shared last;

    /// Makes the rule set of the endpoint as it is now.
    public RuleSetMade asked(MakeRuleSet request) {
        var view = request.view();
        var endpoint = request.endpoint();
        var active = view.active(request.identity());
        var contents = shared(RuleSets.of(view, endpoint, active));
        last = contents;
        return new RuleSetMade(request.request(), endpoint.key(), contents, active);
    }

    private Shared shared(EndpointContents made) {
        var known = last;
        return known != null && known.part().equals(made) ? known : Shared.of(made);
    }
}
