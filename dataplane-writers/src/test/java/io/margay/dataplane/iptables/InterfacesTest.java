package io.margay.dataplane.iptables;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.kernel.Wiring;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    private static final IptablesConfig CONFIG = IptablesConfig.standard();
    private static final Ip ONE = Ip.parse("10.0.0.1").orElseThrow();

    @Test
    void theNameThatIsGivenIsBestThenTheRouteThenTheNameThatIsNotThereYet() {
        var endpoint = endpoint(Kind.WORKLOAD_ENDPOINT, "w", "veth7");
        var routed = Map.of(ONE, "cali1");
        assertThat(name(endpoint, new Wiring(Set.of("veth7", "cali1"), routed, Map.of())))
                .isEqualTo("veth7");
        assertThat(name(endpoint, new Wiring(Set.of("cali1"), routed, Map.of())))
                .isEqualTo("cali1");
        assertThat(name(endpoint, Wiring.NONE)).isEqualTo("veth7");
    }

    private static @Nullable String name(RuleSet endpoint, Wiring wiring) {
        return Interfaces.of(List.of(endpoint), wiring, CONFIG).byEndpoint().get(endpoint.endpoint());
    }

    @Test
    void whatHasNoInterfaceIsSaid() {
        assertThat(Interfaces.of(List.of(endpoint(Kind.POD, "w", "")), Wiring.NONE, CONFIG)
                        .notes())
                .containsExactly("Pod test/w: no interface here has a route to [10.0.0.1/32]");
        assertThat(Interfaces.of(List.of(endpoint(Kind.POD, "w", "a b\n-j")), Wiring.NONE, CONFIG)
                        .notes())
                .containsExactly("Pod test/w: no interface can be called a b_-j");
    }

    @Test
    void aHostsOwnInterfacesAreTheFirstsByNameThenTheOneForAllOthers() {
        var eth = Map.of(ip("10.0.0.1"), "eth0", ip("10.0.0.7"), "eth1");
        var wiring = new Wiring(Set.of("lo", "eth0", "eth1", "cali7"), Map.of(), eth);
        var hosts = Interfaces.of(
                List.of(
                        endpoint(Kind.HOST_ENDPOINT, "c", "eth0"),
                        endpoint(Kind.HOST_ENDPOINT, "b", ""),
                        endpoint(Kind.HOST_ENDPOINT, "d", "later0"),
                        endpoint(Kind.HOST_ENDPOINT, "e", "*"),
                        endpoint(Kind.HOST_ENDPOINT, "f", "*"),
                        endpoint(Kind.HOST_ENDPOINT, "g", "lo"),
                        endpoint(Kind.HOST_ENDPOINT, "h", "cali7")),
                wiring,
                CONFIG);
        assertThat(hosts.hosts().byInterface())
                .isEqualTo(Map.of("eth0", host("b"), "later0", host("d"), HostInterfaces.OTHERS, host("e")));
        assertThat(hosts.hosts().addresses()).isEqualTo(Map.of(ip("10.0.0.1"), "eth0"));
        assertThat(hosts.notes())
                .containsExactly(
                        "HostEndpoint test/c: there is no interface eth0 that it may take",
                        "HostEndpoint test/f: there is no interface * that it may take",
                        "HostEndpoint test/g: there is no interface lo that it may take",
                        "HostEndpoint test/h: there is no interface cali7 that it may take");
    }

    private static ResourceKey host(String name) {
        return new ResourceKey(Kind.HOST_ENDPOINT, "test", name);
    }

    @Test
    void anInterfaceIsOneEndpointsOnly() {
        var both = List.of(endpoint(Kind.POD, "a", ""), endpoint(Kind.POD, "b", ""));
        var interfaces = Interfaces.of(both, new Wiring(Set.of(), Map.of(ONE, "cali1"), Map.of()), CONFIG);
        assertThat(interfaces.byEndpoint().keySet())
                .extracting(ResourceKey::name)
                .containsExactly("a");
        assertThat(interfaces.notes()).hasSize(1);
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }

    private static RuleSet endpoint(Kind kind, String name, String interfaceName) {
        return new RuleSet(new ResourceKey(kind, "test", name), interfaceName, List.of(Cidr.of(ONE)), "", List.of());
    }
}
