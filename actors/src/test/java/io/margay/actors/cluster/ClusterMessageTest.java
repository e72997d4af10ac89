package io.margay.actors.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import io.margay.actors.catalog.CatalogSequencer;
import io.margay.actors.identity.IdentityReplica;
import io.margay.actors.node.NodeActor;
import io.margay.actors.source.ShardNews;
import io.margay.actors.source.SourceActor;
import io.margay.engine.Seeded;
import io.margay.engine.identity.Claim;
import io.margay.engine.identity.Contribution;
import io.margay.engine.identity.Holder;
import io.margay.engine.identity.Reached;
import io.margay.engine.random.Inputs;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import io.margay.model.resource.EndpointSlice;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Resource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What leaves a JVM comes back the same.
final class ClusterMessageTest {
    private static final ActorTestKit KIT =
            ActorTestKit.create(EngineConfig.standalone().akka());

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void resourcesOfEveryKindAreReadAsTheyWereWritten() {
        var kinds = EnumSet.noneOf(Kind.class);
        Seeded.run(40, random -> {
            for (var resource : resources(random)) {
                kinds.add(resource.kind());
                verify(new ShardNews.CatalogChanged(
                        List.of(new Change.Upserted(resource), new Change.Deleted(resource.key()))));
            }
        });
        assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void claimsOfEveryKindAreReadAsTheyWereWritten() {
        Seeded.run(20, random -> {
            var resources = resources(random);
            var claims = new ArrayList<Claim>();
            resources.stream().flatMap(it -> Holder.of(it).stream()).forEach(claims::add);
            resources.stream()
                    .flatMap(it -> it instanceof EndpointSlice slice ? Stream.of(new Claim.Served(slice)) : Stream.of())
                    .forEach(claims::add);
            var gone = resources.stream().map(Resource::key).toList();
            verify(new ShardNews.Contributed(new Contribution("n1", 3, 4, 5, true, claims, gone, -6)));
            var holders = claims.stream()
                    .filter(Holder.class::isInstance)
                    .map(Holder.class::cast)
                    .toList();
            verify(new NodeActor.Heard(
                    new SourceActor.EndpointsChanged(new EndpointsChange("n1", 1, 2, holders, gone))));
            verify(new EndpointsChange("n1", 0, 2, holders, gone));
        });
    }

    @Test
    void whatIsSmallIsToo() {
        verify(new ShardNews.Began(6));
        verify(new ShardNews.ContributorGone("n1", 7));
        verify(new ShardNews.Completed(7, Map.of("n1", 6L)));
        verify(new IdentityReplica.ReachedElsewhere(List.of(new Reached("n1", 1, 2, -3))));
        verify(new IdentityReplica.HighestEpoch(9));
        verify(new CatalogSequencer.Epoch(9));
        verify(new CatalogSequencer.GetEpoch(
                KIT.<CatalogSequencer.Epoch>createTestProbe().ref()));
        verify(new SourceActor.GetEndpoints(
                "n1", KIT.<EndpointsChange>createTestProbe().ref()));
        verify(new SourceActor.Extent(7, List.of("n1")));
        verify(new NodeActor.Heard(new SourceActor.Gone(7)));
        verify(new NodeActor.Pulled(
                KIT.<IdentityReplica.Command>createTestProbe().ref(), 7));
    }

    private static void verify(Object message) {
        KIT.serializationTestKit().verifySerialization(message, true);
    }

    private static List<Resource> resources(RandomGenerator random) {
        return Inputs.sequence(random).last();
    }
}
