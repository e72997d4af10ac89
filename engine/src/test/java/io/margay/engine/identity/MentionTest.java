package io.margay.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.margay.engine.identity.IdentityTable.Assigned;
import io.margay.index.Fingerprint;
import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MentionTest {
    private final IdentityTable table = new IdentityTable();
    private final Contributor n1 = new Contributor("n1", 1);
    private final Contributor n2 = new Contributor("n2", 2);

    @Test
    void whatNobodyMentionsTellsNobodyApart() {
        table.mention(List.of("app"));
        claim(n1, pod("a", Labels.of("app", "web", "hash", "1"), 1), pod("b", Labels.of("app", "web", "hash", "2"), 2));
        var changes = table.drain();
        assertThat(changes.changed()).hasSize(1);
        assertThat(changes.changed().getFirst().fingerprint().labels()).isEqualTo(Labels.of("app", "web"));
        assertThat(changes.changed().getFirst().addresses()).hasToString("[10.0.0.1/32, 10.0.0.2/32]");
    }

    @Test
    void aNewReplicaJoinsItsIdentity() {
        claim(n1, pod("a", Labels.of("hash", "1"), 1));
        int number = table.drain().changed().getFirst().number();
        claim(n2, pod("b", Labels.of("hash", "2"), 2));
        var changes = table.drain();
        assertThat(changes.changed()).extracting(Identity::number).containsExactly(number);
        assertThat(changes.assigned()).containsExactly(new Assigned("n2", Map.of(key("b"), number)));
        assertThat(nodes(number)).containsExactly("n1", "n2");
    }

    @Test
    void aNewKeySplitsInPlaceAndTheLargestPartKeepsTheNumber() {
        claim(n1, pod("a", Labels.of("app", "db"), 1), pod("b", Labels.of("app", "web"), 2));
        claim(n2, pod("c", Labels.of("app", "web"), 3));
        int number = table.drain().changed().getFirst().number();
        table.mention(List.of("app"));
        var changes = table.drain();
        assertThat(changes.gone()).isEmpty();
        assertThat(changes.changed())
                .extracting(
                        identity -> identity.number() == number,
                        identity -> identity.addresses().toString())
                .containsExactly(tuple(true, "[10.0.0.2/32, 10.0.0.3/32]"), tuple(false, "[10.0.0.1/32]"));
        int other = changes.changed().getLast().number();
        assertThat(changes.assigned()).containsExactly(new Assigned("n1", Map.of(key("a"), other)));
        assertThat(nodes(number)).containsExactly("n1", "n2");
        assertThat(nodes(other)).containsExactly("n1");
    }

    @Test
    void aKeyThatTellsNobodyApartOnlyLengthensTheFingerprint() {
        claim(n1, pod("a", Labels.of("app", "web"), 1));
        claim(n1, pod("b", Labels.of("app", "web"), 2));
        int number = table.drain().changed().getFirst().number();
        table.mention(List.of("app", "other"));
        var changes = table.drain();
        assertThat(changes.assigned()).isEmpty();
        assertThat(changes.changed()).extracting(Identity::number).containsExactly(number);
        assertThat(changes.changed().getFirst().fingerprint().labels()).isEqualTo(Labels.of("app", "web"));
        table.mention(List.of("app"));
        assertThat(table.drain().changed()).isEmpty();
    }

    @Test
    void whatIsMentionedBeforeTheFirstDrainSplitsNothing() {
        claim(n1, pod("a", Labels.of("app", "db"), 1), pod("b", Labels.of("app", "web"), 2));
        table.mention(List.of("app"));
        assertThat(table.drain().changed()).extracting(Identity::number).containsExactly(0, 1);
    }

    @Test
    void whatIsSaidAgainAsItWasIsAssignedAgainAndChangesNothing() {
        claim(n1, pod("a", Labels.EMPTY, 1));
        int number = table.drain().changed().getFirst().number();
        var reborn = new Contributor("n1", 7);
        claim(reborn, pod("a", Labels.EMPTY, 1));
        var changes = table.drain();
        assertThat(changes.changed()).isEmpty();
        assertThat(changes.assigned()).containsExactly(new Assigned("n1", Map.of(key("a"), number)));
    }

    @Test
    void onlyEndpointsOfNodesAreAssigned() {
        var cluster = new Contributor(Contribution.CLUSTER, 1);
        var set = new Fingerprint(Fingerprint.Kind.NETWORK_SET, "", List.of(), Labels.EMPTY, List.of());
        var key = new ResourceKey(Kind.GLOBAL_NETWORK_SET, "", "office");
        claim(cluster, new Holder(key, "", "", set, List.of()));
        var changes = table.drain();
        assertThat(changes.assigned()).isEmpty();
        assertThat(nodes(changes.changed().getFirst().number())).isEmpty();
    }

    @Test
    void contributorsKeepTheirNumbers() {
        int number = table.contributorNumber("n2");
        assertThat(table.contributorNumber("n1")).isNotEqualTo(number);
        claim(n2, pod("a", Labels.EMPTY, 1));
        table.gone("n2", 9);
        assertThat(table.contributorNumber("n2")).isEqualTo(number);
        assertThat(table.contributor(number)).isEqualTo("n2");
    }

    private List<String> nodes(int identity) {
        var nodes = new ArrayList<String>();
        table.forEachNode(identity, nodes::add);
        return nodes;
    }

    private void claim(Contributor contributor, Claim... claims) {
        var contribution = contributor.changed(1, List.of(claims), List.of());
        assertThat(table.contributed(contribution)).isEqualTo(new IdentityTable.Taken());
    }

    private static ResourceKey key(String name) {
        return new ResourceKey(Kind.POD, "shop", name);
    }

    private static Claim pod(String name, Labels labels, int address) {
        var fingerprint = new Fingerprint(Fingerprint.Kind.WORKLOAD, "shop", List.of("kns.shop"), labels, List.of());
        var addresses = List.of(Cidr.parse("10.0.0." + address).orElseThrow());
        return new Holder(key(name), "", "", fingerprint, addresses);
    }
}
