package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IdentityTableTest {
    private final IdentityTable table = new IdentityTable();
    private final Contributor n1 = new Contributor("n1", 1);
    private final Contributor n2 = new Contributor("n2", 2);

    IdentityTableTest() {
        table.mention(List.of("app"));
    }

    @Test
    void twoPodsOfOneFingerprintAreOneIdentity() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1"), pod("b", "web", "10.0.0.2")), List.of()));
        assertThat(addresses()).containsExactly("[10.0.0.1/32, 10.0.0.2/32]");
    }

    @Test
    void anAddressStaysUntilItsLastHolderLetsGo() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        take(n2.changed(1, List.of(pod("b", "web", "10.0.0.1")), List.of()));
        take(n1.changed(2, List.of(), List.of(key("a"))));
        assertThat(addresses()).containsExactly("[10.0.0.1/32]");
        take(n2.changed(2, List.of(), List.of(key("b"))));
        assertThat(table.drain().gone()).hasSize(1);
    }

    @Test
    void anAddressMayHaveTwoIdentities() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        take(n2.changed(1, List.of(pod("b", "db", "10.0.0.1")), List.of()));
        assertThat(addresses()).containsExactly("[10.0.0.1/32]", "[10.0.0.1/32]");
    }

    @Test
    void anIdentityThatStaysKeepsItsNumber() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        int number = table.drain().changed().getFirst().number();
        take(n1.changed(2, List.of(pod("a", "web", "10.0.0.2")), List.of()));
        assertThat(table.drain().changed()).extracting(Identity::number).containsExactly(number);
    }

    @Test
    void whatIsMissingIsPulled() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        n1.changed(2, List.of(pod("b", "web", "10.0.0.2")), List.of());
        var third = n1.changed(3, List.of(pod("c", "web", "10.0.0.3")), List.of());
        assertThat(table.contributed(third)).isEqualTo(new IdentityTable.Pull("n1"));
        take(n1.whole());
        assertThat(addresses()).containsExactly("[10.0.0.1/32, 10.0.0.2/32, 10.0.0.3/32]");
        assertThat(table.revision("n1")).isEqualTo(3);
    }

    @Test
    void whomANewSourceNamesMayHaveHeardOfNothingSinceLongBefore() {
        table.listed(5, Set.of("n1"));
        assertThat(table.isGone("n1")).isFalse();
        assertThat(table.isGone("n2")).isTrue();
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        var unnamed = n2.changed(4, List.of(pod("b", "web", "10.0.0.2")), List.of());
        assertThat(table.contributed(unnamed)).isEqualTo(new IdentityTable.Ignored());
        n2.changed(5, List.of(pod("c", "web", "10.0.0.3")), List.of(key("b")));
        take(n2.whole());
        assertThat(addresses()).containsExactly("[10.0.0.1/32, 10.0.0.3/32]");
    }

    @Test
    void whatComesTwiceChangesNothing() {
        var first = n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of());
        take(first);
        assertThat(table.contributed(first)).isEqualTo(new IdentityTable.Ignored());
    }

    @Test
    void allThatWasClaimedOnceDoesNotComeBackWhenItIsSaidLate() {
        var first = n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of());
        take(first);
        take(n1.changed(2, List.of(pod("b", "web", "10.0.0.2")), List.of(key("a"))));
        assertThat(table.contributed(first)).isEqualTo(new IdentityTable.Ignored());
        assertThat(addresses()).containsExactly("[10.0.0.2/32]");
    }

    @Test
    void aHigherEpochReplacesAndALowerOneIsRefused() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1"), pod("b", "web", "10.0.0.2")), List.of()));
        var reborn = new Contributor("n1", 5);
        take(reborn.changed(1, List.of(pod("b", "web", "10.0.0.2")), List.of()));
        assertThat(addresses()).containsExactly("[10.0.0.2/32]");
        var late = n1.changed(2, List.of(pod("c", "web", "10.0.0.3")), List.of());
        assertThat(table.contributed(late)).isEqualTo(new IdentityTable.Ignored());
    }

    @Test
    void claimsThatDifferFromTheirDigestArePulled() {
        var honest = n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of());
        var damaged = new Contribution("n1", 1, 1, 1, true, List.of(), List.of(), honest.digest());
        assertThat(table.contributed(damaged)).isEqualTo(new IdentityTable.Pull("n1"));
        take(n1.whole());
        assertThat(addresses()).containsExactly("[10.0.0.1/32]");
    }

    @Test
    void aContributorThatIsGoneTakesItsClaimsAlong() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.gone("n1", 2);
        assertThat(table.drain().changed()).isEmpty();
        assertThat(table.size()).isZero();
        assertThat(table.revision("n1")).isEqualTo(-1);
    }

    @Test
    void whatComesLateOfAContributorThatIsGoneDoesNotCount() {
        var late = n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of());
        table.gone("n1", 2);
        assertThat(table.contributed(late)).isEqualTo(new IdentityTable.Ignored());
    }

    @Test
    void thatAContributorWasGoneMayComeLateToo() {
        take(n1.changed(3, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.gone("n1", 2);
        assertThat(addresses()).containsExactly("[10.0.0.1/32]");
    }

    @Test
    void anAddressEndsWithItsOwnerOrWhenThatLosesIt() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1", "10.0.0.2")), List.of()));
        assertThat(table.drain().ended()).isEmpty();
        take(n1.changed(2, List.of(pod("a", "web", "10.0.0.2")), List.of()));
        assertThat(ended()).containsExactly("0=[10.0.0.1/32]");
        take(n1.changed(3, List.of(), List.of(key("a"))));
        assertThat(ended()).containsExactly("0=[10.0.0.2/32]");
        table.gone("n1", 9);
        assertThat(ended()).isEmpty();
    }

    @Test
    void itDoesNotWhileItsOwnerIsRelabelled() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.drain();
        take(n1.changed(2, List.of(pod("a", "db", "10.0.0.1")), List.of()));
        var changes = table.drain();
        assertThat(changes.gone()).hasSize(1);
        assertThat(changes.ended()).isEmpty();
    }

    @Test
    void whoEndsAsSoonAsItIsRelabelledEndsWhereItWasKnown() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.drain();
        take(n1.changed(2, List.of(pod("a", "db", "10.0.0.1")), List.of()));
        take(n1.changed(3, List.of(pod("a", "cache", "10.0.0.1")), List.of()));
        take(n1.changed(4, List.of(), List.of(key("a"))));
        assertThat(ended()).containsExactly("0=[10.0.0.1/32]");
    }

    @Test
    void aPodOfTheSameNameIsAnotherOwner() {
        take(n1.changed(1, List.of(pod("a", 1, "10.0.0.1")), List.of()));
        table.drain();
        take(n1.changed(2, List.of(pod("a", 0, "10.0.0.1")), List.of()));
        take(n1.changed(3, List.of(pod("a", 1, "10.0.0.1")), List.of()));
        assertThat(ended()).as("not known is no sign of another").isEmpty();
        take(n1.changed(4, List.of(pod("a", 2, "10.0.0.1")), List.of()));
        assertThat(ended()).containsExactly("0=[10.0.0.1/32]");
    }

    @Test
    void anAddressThatAnotherTakesEndsThenAndWhenTheFirstGoes() {
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.drain();
        take(n2.changed(1, List.of(pod("b", "db", "10.0.0.1")), List.of()));
        assertThat(ended()).containsExactly("0=[10.0.0.1/32]");
        take(n1.changed(2, List.of(), List.of(key("a"))));
        assertThat(ended()).containsExactly("0=[10.0.0.1/32]");
        take(n2.changed(2, List.of(), List.of(key("b"))));
        assertThat(ended()).containsExactly("1=[10.0.0.1/32]");
    }

    @Test
    void whatANetHoldsIsNobodysToLose() {
        var fingerprint =
                new Fingerprint(Fingerprint.Kind.NETWORK_SET, "shop", List.of(), Labels.of("app", "web"), List.of());
        var cidr = Cidr.parse("10.0.0.1").orElseThrow();
        var net = new Holder(new ResourceKey(Kind.NETWORK_SET, "shop", "net"), "", "", fingerprint, List.of(cidr));
        take(n1.changed(1, List.of(pod("a", "web", "10.0.0.1")), List.of()));
        table.drain();
        take(n2.changed(1, List.of(net), List.of()));
        take(n2.changed(2, List.of(), List.of(net.key())));
        assertThat(ended()).isEmpty();
    }

    @Test
    void manyOwnersComeAndGo() {
        var pods = IntStream.range(0, 500)
                .mapToObj(i -> pod("p" + i, "web", "10.0." + i / 250 + "." + i % 250))
                .toList();
        take(n1.changed(1, pods, List.of()));
        table.drain();
        take(n1.changed(2, List.of(), pods.stream().map(Claim::key).toList()));
        assertThat(table.drain().ended().get(0)).hasSize(500);
        take(n1.changed(3, pods, List.of()));
        assertThat(ended()).isEmpty();
    }

    private List<String> ended() {
        return table.drain().ended().entrySet().stream().map(Object::toString).toList();
    }

    private void take(Contribution contribution) {
        assertThat(table.contributed(contribution)).isEqualTo(new IdentityTable.Taken());
    }

    private List<String> addresses() {
        return table.drain().changed().stream()
                .map(identity -> identity.addresses().toString())
                .toList();
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(Kind.POD, "shop", name);
    }

    private static Claim pod(String name, long uid, String address) {
        return pod(name, "web", address) instanceof Holder(var key, var node, var port, var fingerprint, var all, var _)
                ? new Holder(key, node, port, fingerprint, all, uid)
                : pod(name, "web", address);
    }

    private static Claim pod(String name, String app, String... addresses) {
        var fingerprint = new Fingerprint(
                Fingerprint.Kind.WORKLOAD, "shop", List.of("kns.shop"), Labels.of("app", app), List.of());
        var cidrs = Arrays.stream(addresses)
                .map(address -> Cidr.parse(address).orElseThrow())
                .toList();
        return new Holder(key(name), "n1", "", fingerprint, cidrs);
    }
}
