package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.Arrays;
import java.util.List;
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

    private static Claim pod(String name, String app, String... addresses) {
        var fingerprint = new Fingerprint(
                Fingerprint.Kind.WORKLOAD, "shop", List.of("kns.shop"), Labels.of("app", app), List.of());
        var cidrs = Arrays.stream(addresses)
                .map(address -> Cidr.parse(address).orElseThrow())
                .toList();
        return new Holder(key(name), "n1", "", fingerprint, cidrs);
    }
}
