package io.margay.actors.identity;

import static io.margay.engine.Cluster.calico;
import static io.margay.engine.Cluster.pod;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.FishingOutcome;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.typed.ActorRef;
import io.margay.actors.selector.SelectorActor;
import io.margay.engine.Cluster;
import io.margay.engine.identity.Contributor;
import io.margay.engine.identity.Holder;
import io.margay.engine.source.CatalogState;
import io.margay.engine.source.Change;
import io.margay.engine.transaction.UsedSets;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.selector.Selector;
import io.margay.model.update.Ints;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A set whose meaning has not changed since it came into use has no actor, and that does not show.
final class QuietSelectorActorTest {
    private static final AddressSet HAS_APP = new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has("app")));
    private static final String POLICY = calico(
            "GlobalNetworkPolicy",
            "p",
            "{selector: all(), types: [Ingress], ingress: [{action: Allow, source: {selector: has(app)}}]}");

    private final ActorTestKit kit = ActorTestKit.create();
    private final ActorRef<IdentityReplica.Command> replica = kit.spawn(AloneReplica.create());
    private final Contributor n1 = new Contributor("n1", 1);

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void itSaysSinceWhenItMeansWhatItMeantFromTheFirst() {
        use();
        var first = report(0);
        contribute(2, pod("shop/a", "10.0.0.1", "app: a"));
        var second = report(1);
        assertThat(first.changes()).isZero();
        assertThat(second.changes()).isEqualTo(1);
        assertThat(second.since()).isGreaterThan(first.since());
        assertThat(second.users()).isEqualTo(1);
    }

    @Test
    void oneThatChangedBeforeAnybodyAskedHasCountedThat() {
        use();
        contribute(2, pod("shop/a", "10.0.0.1", "app: a"));
        assertThat(report(1).users()).isEqualTo(1);
    }

    private void use() {
        var catalog = new CatalogState();
        catalog.changed(Cluster.of(POLICY).resources().stream()
                .<Change>map(Change.Upserted::new)
                .toList());
        replica.tell(new IdentityReplica.CatalogAdvanced(catalog.completed(1)));
        replica.tell(new IdentityReplica.Completed(1, Map.of()));
        var node = kit.<IdentityReplica.ShardMessage>createTestProbe();
        replica.tell(new IdentityReplica.Subscribed("n1", 1, node.getRef()));
        node.receiveMessage();
        contribute(1);
        replica.tell(new IdentityReplica.Used(new UsedSets("n1", 1, 1, 1, Ints.of(0))));
        node.fishForMessage(Duration.ofSeconds(90), QuietSelectorActorTest::isOfUse);
    }

    /// The set is in use from then on.
    private static FishingOutcome isOfUse(IdentityReplica.ShardMessage message) {
        boolean isInUse = message instanceof IdentityReplica.Told(var advance) && advance.used() == 1;
        return isInUse ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore();
    }

    private void contribute(long revision, String... pods) {
        var claims = Cluster.of(pods).resources().stream()
                .flatMap(pod -> Holder.of(pod).stream())
                .toList();
        replica.tell(new IdentityReplica.Contributed(n1.changed(revision, claims, List.of())));
    }

    /// What is said of the set once it has changed so often.
    private SelectorActor.Report report(long changes) {
        var asker = kit.<SelectorActor.Report>createTestProbe();
        return asker.awaitAssert(Duration.ofSeconds(90), () -> {
            replica.tell(new IdentityReplica.GetMeaning(HAS_APP.id(), asker.getRef()));
            var report = asker.receiveMessage(Duration.ofMillis(100));
            assertThat(report.changes()).isEqualTo(changes);
            return report;
        });
    }
}
