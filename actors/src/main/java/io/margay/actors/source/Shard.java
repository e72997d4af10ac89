package io.margay.actors.source;

import akka.actor.typed.ActorRef;
import io.margay.actors.catalog.CatalogReplica;
import io.margay.actors.identity.IdentityReplica;

/// Where the shard of a member hears a source.
public record Shard(ActorRef<CatalogReplica.Command> catalog, ActorRef<IdentityReplica.Command> identities) {
    /// Passes on what the source says.
    void hear(ShardNews news) {
        switch (news) {
            case ShardNews.Began(var after) -> {
                catalog.tell(new CatalogReplica.SourceBegan(after));
                identities.tell(new IdentityReplica.SourceBegan(after));
            }
            case ShardNews.CatalogChanged(var changes) -> catalog.tell(new CatalogReplica.Changed(changes));
            case ShardNews.Contributed(var contribution) ->
                identities.tell(new IdentityReplica.Contributed(contribution));
            case ShardNews.ContributorGone(var contributor, var revision) ->
                identities.tell(new IdentityReplica.ContributorGone(contributor, revision));
            case ShardNews.Completed(var revision, var due) -> {
                catalog.tell(new CatalogReplica.Completed(revision));
                identities.tell(new IdentityReplica.Completed(revision, due));
            }
        }
    }
}
