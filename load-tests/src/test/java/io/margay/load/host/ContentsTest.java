package io.margay.load.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.NamedPort;
import io.margay.model.net.Protocol;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.selector.Selector;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

/// Hosts hold the same where their sets mean the same, whatever the numbers.
class ContentsTest {
    private static final List<NamedPort> PORTS = List.of(new NamedPort("http", Protocol.TCP, 80));
    private static final PeerSelector WEB = PeerSelector.endpoints(new Selector.Equals("app", "web"));
    private static final AddressSet SET = new AddressSet.Selected(WEB);
    private static final AddressSet WITH_PORTS = new AddressSet.NamedPorts(WEB, Protocol.TCP, "http");
    private static final String A = "10.0.0.1/32";
    private static final String B = "10.0.0.2/32";
    private static final String C = "fd00::3/128";

    @Test
    void identitiesMayDivideMembersAsTheyLike() {
        for (var set : List.of(SET, WITH_PORTS)) {
            var two = host(set, Map.of(1, List.of(A, B), 2, List.of(C)));
            assertThat(host(set, Map.of(7, List.of(A), 8, List.of(B), 9, List.of(C)))
                            .differences(two))
                    .isEmpty();
            assertThat(host(set, Map.of(7, List.of(A, C), 8, List.of(B, C))).differences(two))
                    .as("an address of two holders is one member")
                    .isEmpty();
        }
    }

    @Test
    void aMemberMoreOrLessIsADifference() {
        for (var set : List.of(SET, WITH_PORTS)) {
            var right = host(set, Map.of(1, List.of(A, B)));
            assertThat(host(set, Map.of(1, List.of(A))).differences(right)).containsExactly("1 of 1 sets: " + set.id());
            assertThat(host(set, Map.of(1, List.of(A, B, C))).differences(right))
                    .hasSize(1);
            assertThat(host(set, Map.of(1, List.of(A, C))).differences(right)).hasSize(1);
        }
    }

    @Test
    void aSetThatIsNotThereIsADifference() {
        var both = host(SET, Map.of(1, List.of(A)));
        var none = Contents.of(new HostReplica());
        assertThat(none.differences(both)).hasSize(1);
        assertThat(both.differences(none)).hasSize(1);
    }

    private static Contents host(AddressSet set, Map<Integer, List<String>> identities) {
        var contents = new ArrayList<Part.IdentityContents>();
        identities.forEach((number, addresses) -> contents.add(new Part.IdentityContents(
                number, PORTS, addresses.stream().map(ContentsTest::cidr).toList())));
        var numbers = RoaringBitmap.bitmapOf(
                identities.keySet().stream().mapToInt(Integer::intValue).toArray());
        var parts = Stream.of(new Part.Identities(contents), new Part.SetContents(1, set, numbers, List.of()))
                .map(Shared::of)
                .toList();
        var replica = new HostReplica();
        var _ = replica.apply(new Update("n", 1, 0, 1, false, parts));
        return Contents.of(replica);
    }

    private static Cidr cidr(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}
