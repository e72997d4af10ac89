package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Table;
import io.margay.model.ruleset.RuleSet;
import java.util.List;

/// A stage in which a host endpoint has its say, in the order in which packets come by.
public enum HostStage {
    /// Before connection tracking.
    UNTRACKED(ChainKind.UNTRACKED),
    /// Before DNAT.
    PRE_DNAT(ChainKind.PRE_DNAT),
    /// Of what the host forwards.
    FORWARD(ChainKind.FORWARD),
    /// Of what it receives and sends itself.
    NORMAL(ChainKind.HOST);

    private final ChainKind kind;

    HostStage(ChainKind kind) {
        this.kind = kind;
    }

    ChainKind kind() {
        return kind;
    }

    Table table() {
        return kind.table();
    }

    /// The tiers that are asked in it.
    public List<RuleSet.TierPolicies> tiers(RuleSet endpoint) {
        return kind.tiers(endpoint);
    }
}
