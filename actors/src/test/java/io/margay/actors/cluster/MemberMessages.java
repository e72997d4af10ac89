package io.margay.actors.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.host.HostSessions;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.node.NodeActor;
import io.margay.actors.report.ReporterActor;
import io.margay.actors.source.ShardNews;
import io.margay.actors.source.SourceActor;
import io.margay.engine.identity.Claim;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Holder;
import io.margay.engine.identity.Reached;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.model.input.Origin;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One of each message that goes between members, but those of the store.
final class MemberMessages {
    /// Messages of protocols of which others leave their JVM; these do not.
    static final Set<String> NEVER_LEAVE = Set.of(
            "CatalogReplica$Changed",
            "CatalogReplica$Completed",
            "CatalogReplica$SourceBegan",
            "HostSessions$Answered",
            "HostSessions$Arrived",
            "HostSessions$AskRest",
            "HostSessions$Connected",
            "HostSessions$Ended",
            "HostSessions$Enforced",
            "HostSessions$Failed",
            "HostSessions$Offered",
            "HostSessions$PassOn",
            "IdentityReplica$AskNodes",
            "IdentityReplica$CatalogAdvanced",
            "IdentityReplica$Completed",
            "IdentityReplica$ContributorGone",
            "IdentityReplica$Flush",
            "IdentityReplica$GetMeaning",
            "IdentityReplica$GetPresent",
            "IdentityReplica$GetSettled",
            "IdentityReplica$Left",
            "IdentityReplica$LinksBegan",
            "IdentityReplica$SourceBegan",
            "IdentityReplica$Subscribed",
            "IdentityReplica$Used",
            "SelectorActor$GetReport",
            "SelectorActor$MeaningChanged",
            "SourceActor$Changed",
            "SourceActor$Completed",
            "StoreActor$Leave");

    private static final String POD =
            "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"namespace\":\"shop\",\"name\":\"cart-1\",\"labels\":"
                    + "{\"app\":\"cart\"}},\"spec\":{\"nodeName\":\"n1\",\"containers\":[{\"name\":\"c\",\"ports\":[{\"name\":"
                    + "\"http\",\"containerPort\":80}]}]},\"status\":{\"phase\":\"Running\",\"podIP\":\"10.0.0.1\"}}";
    private static final String POLICY =
            "{\"apiVersion\":\"networking.k8s.io/v1\",\"kind\":\"NetworkPolicy\",\"metadata\":{\"namespace\":\"shop\","
                    + "\"name\":\"cart\"},\"spec\":{\"podSelector\":{\"matchLabels\":{\"app\":\"cart\"}},\"ingress\":[{\"from\":"
                    + "[{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}],\"ports\":[{\"port\":\"http\"}]}]}}";
    private static final String SOMEBODY = "akka://margay@10.0.0.1:7451/user/somebody#1";
    private static final ResourceKey GONE = new ResourceKey(Kind.POD, "shop", "cart-0");

    private MemberMessages() {}

    static List<Object> all(ActorRefResolver refs) {
        ActorRef<IdentityReplica.Command> replica = refs.resolveActorRef(SOMEBODY);
        var change = new EndpointsChange("n1", 1, 2, holders(), List.of(GONE));
        return List.of(
                change,
                new ShardNews.Began(6),
                new ShardNews.CatalogChanged(List.of(new Change.Upserted(resource(POLICY)), new Change.Deleted(GONE))),
                new ShardNews.Contributed(contribution()),
                new ShardNews.ContributorGone("n1", 7),
                new ShardNews.Completed(7, Map.of("n1", 6L)),
                new IdentityReplica.Contributed(contribution()),
                new IdentityReplica.ReachedElsewhere(List.of(new Reached("n1", 1, 2, -3))),
                new IdentityReplica.GetHighestEpoch(refs.resolveActorRef(SOMEBODY)),
                new IdentityReplica.HighestEpoch(9),
                new CatalogSequencer.GetEpoch(refs.resolveActorRef(SOMEBODY)),
                new CatalogSequencer.Epoch(9),
                new SourceActor.Pulled(replica),
                new SourceActor.GetEndpoints("n1", refs.resolveActorRef(SOMEBODY)),
                new SourceActor.GetExtent(refs.resolveActorRef(SOMEBODY)),
                new SourceActor.Extent(7, List.of("n1")),
                new SourceActor.EndpointsChanged(change),
                new SourceActor.Gone(7),
                new NodeActor.Heard(new SourceActor.EndpointsChanged(change)),
                new NodeActor.Heard(new SourceActor.Gone(7)),
                new NodeActor.HostCame(refs.resolveActorRef(SOMEBODY)),
                new NodeActor.Pulled(replica, 7),
                new HostSessions.NodeIsHere("n1"),
                new HostSessions.NodeIsElsewhere("n1", "10.0.0.2:7443"),
                new HostSessions.NodeLeft("n1", 9),
                new ReporterActor.Asked("status", refs.resolveActorRef(SOMEBODY)),
                new ReporterActor.Said("well"));
    }

    private static Contribution contribution() {
        return new Contribution("n1", 3, 4, 5, true, List.<Claim>copyOf(holders()), List.of(GONE), -6);
    }

    private static List<Holder> holders() {
        return Holder.of(resource(POD)).stream().toList();
    }

    private static Resource resource(String document) {
        return Origin.parse(document).resources().getFirst();
    }
}
