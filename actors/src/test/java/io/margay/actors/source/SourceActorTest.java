package io.margay.actors.source;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.kubernetes;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.margay.actors.catalog.CatalogReplica;
import io.margay.actors.count.EngineCounts;
import io.margay.actors.identity.IdentityReplica;
import io.margay.engine.Cluster;
import io.margay.engine.source.Change;
import io.margay.engine.source.EndpointsChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceActorTest {
    private static final String POD = pod("shop/web", "10.0.0.1", "app: web");

    private final List<String> told = new ArrayList<>();
    private final TestInbox<CatalogReplica.Command> catalog = TestInbox.create("catalog");
    private final TestInbox<IdentityReplica.Command> identities = TestInbox.create("identities");
    private final BehaviorTestKit<SourceActor.Command> source =
            BehaviorTestKit.create(SourceActor.create(3, around(true)));

    @Test
    void aNodeIsToldOfItsEndpointsAndThatItIsNoMore() {
        source.run(new SourceActor.Changed(put(POD)));
        source.run(new SourceActor.Changed(gone(POD)));
        assertThat(told).containsExactly("n1 changed", "n1 gone");
    }

    @Test
    void whereThereAreOthersAShardIsToldAllAtOnceAndThenWhatChanges() {
        var among = BehaviorTestKit.create(SourceActor.create(3, around(false)));
        among.run(new SourceActor.Changed(put(kubernetes("shop/deny", "{podSelector: {}}"))));
        assertThat(catalog.hasMessages()).isFalse();
        among.run(new SourceActor.Completed());
        long revision = (3L << 20) + 1;
        assertThat(catalog.getAllReceived())
                .satisfiesExactly(
                        it -> assertThat(it).isEqualTo(new CatalogReplica.SourceBegan(3L << 20)),
                        it -> assertThat(((CatalogReplica.Changed) it).changes())
                                .hasSize(1),
                        it -> assertThat(it).isEqualTo(new CatalogReplica.Completed(revision)));
        assertThat(identities.getAllReceived())
                .last()
                .isInstanceOfSatisfying(
                        IdentityReplica.Completed.class,
                        it -> assertThat(it.revision()).isEqualTo(revision));
        among.run(new SourceActor.Changed(put(calico("GlobalNetworkSet", "threats", "{nets: [192.0.2.0/24]}"))));
        assertThat(identities.getAllReceived()).singleElement().isInstanceOf(IdentityReplica.Contributed.class);
    }

    @Test
    void whoMissedSomethingIsToldAgain() {
        source.run(new SourceActor.Changed(put(POD)));
        TestInbox<EndpointsChange> node = TestInbox.create("node");
        source.run(new SourceActor.GetEndpoints("n1", node.getRef()));
        assertThat(node.receiveMessage().node()).isEqualTo("n1");

        source.run(new SourceActor.Pulled(identities.getRef()));
        assertThat(identities.receiveMessage()).isInstanceOf(IdentityReplica.Contributed.class);
    }

    @Test
    void aNodeIsNotToldOfItsEndpointsBeforeAllHaveBeenSaid() {
        var among = BehaviorTestKit.create(SourceActor.create(3, around(false)));
        TestInbox<EndpointsChange> node = TestInbox.create("node");
        among.run(new SourceActor.GetEndpoints("n1", node.getRef()));
        assertThat(node.hasMessages()).isFalse();
        among.run(new SourceActor.Changed(put(POD)));
        among.run(new SourceActor.Completed());
        assertThat(node.receiveMessage().changed()).hasSize(1);
    }

    @Test
    void itSaysWhatExists() {
        TestInbox<SourceActor.Extent> asker = TestInbox.create("asker");
        source.run(new SourceActor.Changed(put(POD)));
        source.run(new SourceActor.GetExtent(asker.getRef()));
        assertThat(asker.receiveMessage()).isEqualTo(new SourceActor.Extent(1, List.of("n1")));
    }

    private SourceActor.Surroundings around(boolean isAlone) {
        return new SourceActor.Surroundings(
                new Shard(catalog.getRef(), identities.getRef()),
                (node, news) -> told.add(node + " " + word(news)),
                isAlone,
                EngineCounts.untimed());
    }

    private static List<Change> put(String resource) {
        return Cluster.of(resource).resources().stream()
                .<Change>map(Change.Upserted::new)
                .toList();
    }

    private static List<Change> gone(String resource) {
        return Cluster.of(resource).resources().stream()
                .<Change>map(it -> new Change.Deleted(it.key()))
                .toList();
    }

    private static String word(SourceActor.NodeNews news) {
        return switch (news) {
            case SourceActor.EndpointsChanged _ -> "changed";
            case SourceActor.Gone _ -> "gone";
        };
    }
}
