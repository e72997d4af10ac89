package io.margay.actors.identity;

import io.margay.actors.count.EngineCounts;
import io.margay.actors.count.Step;
import io.margay.engine.identity.Contribution;
import io.margay.engine.transaction.ShardState;

/// What a replica counts: what it did, what it holds, and when it heard of what is in its versions.
final class ReplicaCounts {
    private final EngineCounts counts;
    private final ShardState state;
    /// When the first change was heard that is in no version yet; 0: there is none.
    private long heard;

    ReplicaCounts(EngineCounts counts, ShardState state) {
        this.counts = counts;
        this.state = state;
    }

    /// What time it is.
    long now() {
        return counts.now();
    }

    /// A message was heard.
    ///
    /// @param began when
    /// @param sets how many are in use
    void did(IdentityReplica.Command message, long began, int sets) {
        counts.did(step(message), began);
        var view = state.view();
        long version = view == null ? 0 : view.version();
        var known = counts.held();
        if (known.version() != version || known.awaited() != state.awaitedCount()) {
            int identities = view == null ? 0 : view.identityCount();
            counts.holds(new EngineCounts.Held(version, state.awaitedCount(), identities, sets));
        }
    }

    /// Something changed that is in no version yet.
    void changed() {
        if (heard == 0) {
            heard = counts.now();
        }
    }

    /// What changed is in a version, before that is told to anybody. What comes while there is none is in the first.
    void flushed() {
        var view = state.view();
        if (view == null) {
            return;
        }
        if (view.version() != counts.held().version()) {
            counts.versionMade(view.version(), heard);
        }
        heard = 0;
    }

    /// A node that lives here said something. One that is gone contributes nothing, and says so.
    void contributed(String node) {
        if (!state.isGone(node)) {
            counts.came(node);
        }
    }

    /// A node lives here no more, or is no more.
    void left(String node) {
        counts.left(node);
    }

    private static Step step(IdentityReplica.Command message) {
        return switch (message) {
            case IdentityReplica.Contributed(var it) ->
                it.contributor().equals(Contribution.CLUSTER) ? Step.SETS : Step.ENDPOINTS;
            case IdentityReplica.CatalogAdvanced _ -> Step.CATALOG;
            case IdentityReplica.Flush _ -> Step.VERSION;
            default -> Step.NODES; // all that is asked, and about who is there
        };
    }
}
