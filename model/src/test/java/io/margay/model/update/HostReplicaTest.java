package io.margay.model.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.margay.model.Seeded;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.RuleSet;
import io.margay.model.ruleset.Transaction;
import io.margay.model.ruleset.Transaction.Gone;
import io.margay.model.ruleset.Transaction.IdentityChange;
import io.margay.model.ruleset.Transaction.OfIdentity;
import io.margay.model.ruleset.Transaction.SetChange;
import io.margay.model.selector.Selector;
import io.margay.model.update.Part.EndpointContents;
import io.margay.model.update.Part.Identities;
import io.margay.model.update.Part.IdentityContents;
import io.margay.model.update.Part.Move;
import io.margay.model.update.Part.Moves;
import io.margay.model.update.Part.NumberedTier;
import io.margay.model.update.Part.SetContents;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

final class HostReplicaTest {
    private static final AddressSet WEB = set("web");
    private static final AddressSet BACK = set("back");
    private static final List<NamedPort> PORTS = List.of(new NamedPort("http", Protocol.TCP, 80));

    private final HostReplica replica = new HostReplica();

    @Test
    void whatWritersAreToldMakesOfWhatTheyHoldWhatTheHostShould() {
        Seeded.run(150, random -> {
            var host = new RandomHost(random);
            var told = new HostReplica();
            var writers = PlainHost.empty();
            for (int i = 0; i < 40; i++) {
                var update = host.next();
                writers.apply(told.apply(update));
                assertThat(writers).as("update %s: %s", i, update).isEqualTo(host.should());
                assertThat(told.revision()).isEqualTo(update.revision());
            }
        });
    }

    @Test
    void anUpdateThatIsRefusedChangesNothing() {
        Seeded.run(30, random -> {
            var host = new RandomHost(random);
            var told = new HostReplica();
            var writers = PlainHost.empty();
            for (int i = 0; i < 10; i++) {
                var update = host.next();
                var parts = Stream.concat(update.parts().stream(), Stream.of(Shared.of(endpoint(1_000_000))))
                        .toList();
                var wrong = new Update("n1", 7, update.base(), update.revision(), update.all(), parts);
                assertThatThrownBy(() -> told.apply(wrong)).isInstanceOf(UpdateRefused.class);
                writers.apply(told.apply(update));
                assertThat(writers).isEqualTo(host.should());
            }
        });
    }

    @Test
    void aReplicaThatTakesTheWholeStateIsAsTheFirstForAllLaterUpdates() {
        Seeded.run(100, random -> {
            var host = new RandomHost(random);
            var first = new HostReplica();
            var second = new HostReplica();
            for (int i = 0; i < 30; i++) {
                var update = host.next();
                assertThat(second.revision()).isEqualTo(first.revision());
                assertThat(first.apply(update)).as("update %s: %s", i, update).isEqualTo(second.apply(update));
                assertThat(second.whole()).isEqualTo(first.whole());
                if (random.nextBoolean()) {
                    second = new HostReplica();
                    assertThat(second.apply(first.whole())).isEqualTo(first.everything());
                    assertThat(second.whole()).isEqualTo(first.whole());
                }
            }
        });
    }

    @Test
    void whatWasSaidOfTheWholeStateDoesNotChangeWithIt() {
        Seeded.run(30, random -> {
            var host = new RandomHost(random);
            replica.apply(host.next());
            var whole = replica.whole();
            var writers = PlainHost.empty();
            writers.apply(replica.everything());
            assertThat(writers).isEqualTo(host.should());
            var said = whole.toString();
            for (int i = 0; i < 10; i++) {
                replica.apply(host.next());
            }
            assertThat(whole).hasToString(said);
        });
    }

    @Test
    void anUpdateThatComesInPartsChangesNothingUntilItsEnd() {
        apply(0, false, identity(1, 1), contents(1, WEB, 1));
        var before = replica.whole();
        var dropped = replica.begin(update(1, false));
        dropped.take(identity(2, 2));
        dropped.take(contents(2, BACK, 2));
        assertThat(replica.whole()).isEqualTo(before);
        assertThat(apply(1, false, gone(1)).gone().identities()).containsExactly(1);
    }

    @Test
    void beforeTheFirstUpdateThereIsNothingToSay() {
        assertThatThrownBy(replica::whole).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(replica::everything).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writersHearOfAnIdentityWhenASetMeansIt() {
        apply(0, true, identity(1, 1), identity(2, 2), contents(1, WEB, 1));
        assertThat(apply(1, true, contents(2, BACK, 2)))
                .isEqualTo(transaction(
                        1,
                        List.of(new IdentityChange(2, PORTS, List.of(address(2)), List.of())),
                        List.of(new SetChange(BACK, List.of(new OfIdentity(2)), List.of())),
                        Gone.NOTHING));
    }

    @Test
    void anIdentityThatNoSetMeansIsForgottenUnlessTheHostIsToldOfAll() {
        apply(0, true, identity(1, 1), contents(1, WEB, 1));
        apply(1, true, gone(1));
        assertThat(apply(2, true, contents(1, WEB, 1)).identities())
                .containsExactly(new IdentityChange(1, PORTS, List.of(address(1)), List.of()));
        apply(3, true, gone(1));
        apply(4, false);
        assertThatThrownBy(() -> apply(5, true, contents(1, WEB, 1)))
                .isInstanceOf(UpdateRefused.class)
                .hasMessageContaining("identity 1,");
    }

    @Test
    void aSetUnderAnotherNumberIsTheSameSet() {
        apply(0, false, identity(1, 1), identity(2, 2), contents(1, WEB, 1, 2));
        assertThat(apply(1, false, contents(9, WEB, 1), gone(1)))
                .isEqualTo(transaction(
                        1,
                        List.of(),
                        List.of(new SetChange(WEB, List.of(), List.of(new OfIdentity(2)))),
                        new Gone(List.of(2), List.of(), List.of(), List.of(), List.of())));
    }

    @Test
    void membershipsInSetsThatTheHostWasNeverGivenAreDropped() {
        apply(0, false, identity(1, 1), contents(1, WEB, 1));
        var stranger = new Move(5, true, PORTS, List.of(address(5)), List.of(), Ints.of(7, 8), Ints.NONE);
        var changed = new Move(6, false, List.of(), List.of(address(6)), List.of(), Ints.NONE, Ints.NONE);
        assertThat(apply(1, false, new Moves(List.of(stranger, changed))))
                .isEqualTo(transaction(1, List.of(), List.of(), Gone.NOTHING));
    }

    @Test
    void anUpdateOfAnotherRevisionOrIncarnationIsRefused() {
        assertRefused(new Update("n1", 7, 1, 2, false, List.of()), "changes revision 1, but 0");
        apply(0, false);
        assertRefused(new Update("n1", 7, 2, 3, false, List.of()), "changes revision 2, but 1");
        assertRefused(new Update("n1", 8, 1, 2, false, List.of()), "of incarnation 8, but those of 7");
        assertRefused(new Update("n1", 7, 1, 1, false, List.of()), "revision 1 does not follow 1");
        assertThat(replica.apply(new Update("n1", 8, 0, 5, false, List.of())).revision())
                .isEqualTo(5);
        assertThat(replica.incarnation()).isEqualTo(8);
    }

    @Test
    void whatWasNeverSentIsRefused() {
        apply(0, false, identity(1, 1), contents(1, WEB, 1));
        assertRefused(update(1, false, endpoint(3)), "policy 3, which was never sent");
        assertRefused(update(1, false, contents(1, WEB, 4)), "identity 4, which was never sent");
        var other = new Move(1, true, List.of(), List.of(), List.of(), Ints.NONE, Ints.NONE);
        assertRefused(update(1, false, new Moves(List.of(other))), "identity 1 has other ports");
        assertThat(replica.revision()).isEqualTo(1);
    }

    private void assertRefused(Update update, String why) {
        assertThatThrownBy(() -> replica.apply(update))
                .isInstanceOf(UpdateRefused.class)
                .hasMessageContaining(why);
    }

    private Transaction apply(long base, boolean all, Part... parts) {
        return replica.apply(update(base, all, parts));
    }

    private static Update update(long base, boolean all, Part... parts) {
        return new Update(
                "n1", 7, base, base + 1, all, Stream.of(parts).map(Shared::of).toList());
    }

    private static Transaction transaction(
            long base, List<IdentityChange> identities, List<SetChange> sets, Gone gone) {
        return new Transaction("n1", base, base + 1, identities, sets, List.of(), List.of(), List.of(), gone);
    }

    private static Identities identity(int number, int last) {
        return new Identities(List.of(new IdentityContents(number, PORTS, List.of(address(last)))));
    }

    private static SetContents contents(int number, AddressSet set, int... identities) {
        return new SetContents(number, set, RoaringBitmap.bitmapOf(identities), List.of());
    }

    private static Part.Gone gone(int set) {
        return new Part.Gone(Ints.of(set), Ints.NONE, List.of(), List.of());
    }

    private static EndpointContents endpoint(int policy) {
        var key = new ResourceKey(Kind.NETWORK_POLICY, "shop", "pod");
        var bare = new RuleSet(key, "eth0", List.of(), "", List.of());
        var tier = new NumberedTier("t", Action.DENY, Ints.of(policy), Ints.NONE);
        return new EndpointContents(bare, List.of(), List.of(), List.of(), List.of(tier));
    }

    private static AddressSet set(String key) {
        return new AddressSet.Selected(PeerSelector.endpoints(new Selector.Has(key)));
    }

    private static Cidr address(int last) {
        return Cidr.of(new Ip(IpVersion.V4, 0, 0x0a00_0000 + last));
    }
}
