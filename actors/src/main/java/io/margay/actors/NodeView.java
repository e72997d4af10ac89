package io.margay.actors;

import io.margay.engine.node.NodeReport;
import io.margay.engine.transaction.NamedSet;
import io.margay.engine.transaction.ShardView;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.ProfileRules;
import io.margay.model.ruleset.RuleSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one node's host should hold at one moment. Made on demand from what all nodes share, so it is cheap to keep.
public final class NodeView {
    private final NodeReport report;

    NodeView(NodeReport report) {
        this.report = report;
    }

    /// The node's name.
    public String node() {
        return report.node();
    }

    /// Its endpoints' rule sets, in the order of their keys.
    public List<RuleSet> endpoints() {
        return report.state().needs().endpoints().values().stream()
                .sorted(Comparator.comparing(RuleSet::endpoint))
                .toList();
    }

    /// The policies that are active on it, in the order of their keys.
    public List<PolicyRules> policies() {
        return report.state().needs().policies().values().stream()
                .sorted(Comparator.comparing(PolicyRules::key))
                .toList();
    }

    /// The profiles of its endpoints, in the order of their names.
    public List<ProfileRules> profiles() {
        return report.state().needs().profiles().values().stream()
                .sorted(Comparator.comparing(ProfileRules::name))
                .toList();
    }

    /// The sets that its policies and profiles name, in the order of their ids.
    public List<SetView> sets() {
        var view = report.state().view();
        return report.state().needs().sets().values().stream()
                .sorted(Comparator.comparing(NamedSet::id))
                .map(set -> set(set, view))
                .toList();
    }

    /// How many identities any of its sets means.
    public int identities() {
        return report.state().identities().getCardinality();
    }

    /// How many identities there are in the whole cluster. Cost: a walk over all.
    public int allIdentities() {
        var view = report.state().view();
        return view == null ? 0 : view.identities().count();
    }

    /// The version of the shard that it is of.
    public long version() {
        return report.version();
    }

    private static SetView set(NamedSet set, @Nullable ShardView view) {
        if (view == null) {
            throw new IllegalStateException("a settled node has a view, but not for " + set.id());
        }
        return new SetView(set, view);
    }
}
