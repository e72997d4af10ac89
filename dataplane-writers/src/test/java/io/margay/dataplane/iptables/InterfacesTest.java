package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    private static final Ip ONE = Ip.parse("10.0.0.1").orElseThrow();

    @Test
    void routesToSingleAddressesAreRead() {
        var text = """
        default via 10.1.0.1 dev eth0
        10.0.0.1 dev cali1 scope link
        10.0.1.0/24 dev eth0 proto kernel scope link src 10.0.1.5
        10.0.0.9 via 10.1.0.7 dev eth0 onlink
        blackhole 10.0.2.0/24
        fd00::1 dev cali1 metric 1024 pref medium
        """;
        assertThat(Interfaces.routes(text))
                .isEqualTo(Map.of(ONE, "cali1", Ip.parse("fd00::1").orElseThrow(), "cali1"));
    }

    @Test
    void theNameThatIsGivenComesBeforeTheRoute() {
        var endpoint = endpoint(Kind.WORKLOAD_ENDPOINT, "w", "veth7");
        assertThat(Interfaces.of(List.of(endpoint), Map.of(ONE, "cali1")).byEndpoint())
                .isEqualTo(Map.of(endpoint.endpoint(), "veth7"));
    }

    @Test
    void whatHasNoInterfaceIsSaid() {
        assertThat(Interfaces.of(List.of(endpoint(Kind.POD, "w", "")), Map.of()).notes())
                .containsExactly("Pod test/w: no interface here has a route to [10.0.0.1/32]");
        assertThat(Interfaces.of(List.of(endpoint(Kind.HOST_ENDPOINT, "h", "eth0")), Map.of())
                        .notes())
                .containsExactly("HostEndpoint test/h: host endpoints are not enforced yet");
        assertThat(Interfaces.of(List.of(endpoint(Kind.POD, "w", "a b\n-j")), Map.of())
                        .notes())
                .containsExactly("Pod test/w: no interface can be called a b_-j");
    }

    @Test
    void anInterfaceIsOneEndpointsOnly() {
        var both = List.of(endpoint(Kind.POD, "a", ""), endpoint(Kind.POD, "b", ""));
        var interfaces = Interfaces.of(both, Map.of(ONE, "cali1"));
        assertThat(interfaces.byEndpoint().keySet())
                .extracting(ResourceKey::name)
                .containsExactly("a");
        assertThat(interfaces.notes()).hasSize(1);
    }

    private static RuleSet endpoint(Kind kind, String name, String interfaceName) {
        return new RuleSet(
                new ResourceKey(kind, "test", name),
                interfaceName,
                List.of(Cidr.of(ONE)),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
