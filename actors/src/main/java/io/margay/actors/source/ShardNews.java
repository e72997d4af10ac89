package io.margay.actors.source;

import io.margay.actors.cluster.ClusterMessage;
import io.margay.engine.identity.Contribution;
import io.margay.engine.source.Change;
import java.util.List;
import java.util.Map;

/// What a source tells a shard, in order.
public sealed interface ShardNews extends ClusterMessage {
    /// A source begins to say all that there is. What it has not said by [Completed], is no more.
    ///
    /// @param after all revisions of sources before it, and below all of its own
    record Began(long after) implements ShardNews {}

    /// Policies and what they refer to came, changed or went.
    record CatalogChanged(List<Change> changes) implements ShardNews {}

    /// What is on no node.
    record Contributed(Contribution contribution) implements ShardNews {}

    /// A contributor is no more since a revision.
    record ContributorGone(String contributor, long revision) implements ShardNews {}

    /// All up to a revision has been said.
    ///
    /// @param due how much of it each contributor that heard something new has to have heard
    record Completed(long revision, Map<String, Long> due) implements ShardNews {}
}
