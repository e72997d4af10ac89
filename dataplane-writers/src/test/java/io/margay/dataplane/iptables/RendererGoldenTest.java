package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.LOG;
import static io.margay.dataplane.iptables.Rules.PASS;
import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.icmp;
import static io.margay.dataplane.iptables.Rules.named;
import static io.margay.dataplane.iptables.Rules.nets;
import static io.margay.dataplane.iptables.Rules.notNets;
import static io.margay.dataplane.iptables.Rules.notPorts;
import static io.margay.dataplane.iptables.Rules.notProtocol;
import static io.margay.dataplane.iptables.Rules.notSelected;
import static io.margay.dataplane.iptables.Rules.numbers;
import static io.margay.dataplane.iptables.Rules.ports;
import static io.margay.dataplane.iptables.Rules.protocol;
import static io.margay.dataplane.iptables.Rules.selected;
import static io.margay.dataplane.iptables.Rules.service;
import static io.margay.dataplane.iptables.Rules.source;
import static io.margay.engine.Cluster.calico;
import static io.margay.model.net.Protocol.ICMP;
import static io.margay.model.net.Protocol.ICMPV6;
import static io.margay.model.net.Protocol.SCTP;
import static io.margay.model.net.Protocol.TCP;
import static io.margay.model.net.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.Golden;
import io.margay.dataplane.kernel.Table;
import io.margay.dataplane.kernel.Wiring;
import io.margay.dataplane.plan.ByTransaction;
import io.margay.engine.Cluster;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RendererGoldenTest {
    private static final IptablesConfig CONFIG = IptablesConfig.standard();
    private static final IptablesConfig JUDGED = IptablesConfig.read(JudgedLab.config(true));

    @Test
    void aHostWithNoEndpoints() {
        check("no-endpoints", new Holding());
    }

    @Test
    void anEndpointUnderTwoTiers() {
        var holding = web().policy(
                        "guard",
                        Direction.INGRESS,
                        source(PASS, selected("client")),
                        LOG,
                        source(DENY, nets("10.9.0.0/16")))
                .policy("serve", Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("80")))
                .endpoint(
                        "web",
                        "open",
                        Holding.tier("security", Action.PASS, Direction.INGRESS, "guard"),
                        Holding.tier("default", Action.DENY, Direction.INGRESS, "serve"));
        check("two-tiers", holding);
        check(JUDGED, "two-tiers-judged", holding.everything(0, 1));
    }

    @Test
    void addresses() {
        check(
                "addresses",
                underRules(
                        source(ALLOW, selected("client")),
                        source(ALLOW, notSelected("client")),
                        source(ALLOW, nets("10.1.0.0/16")),
                        source(ALLOW, nets("10.1.0.0/16", "10.2.0.0/16", "fd00::/8")),
                        source(source(ALLOW, nets("10.0.0.0/8")), notNets("10.1.0.0/16")),
                        source(ALLOW, notNets("10.1.0.0/16", "fd00::/8")),
                        source(ALLOW, nets("0.0.0.0/0")),
                        source(ALLOW, notNets("0.0.0.0/0")),
                        source(ALLOW, service(new AddressSet.ServiceAddresses("test", "web"))),
                        destination(ALLOW, service(new AddressSet.ServicePorts("test", "web")))));
    }

    @Test
    void portsOfAllKinds() {
        var many = IntStream.range(0, 17)
                .mapToObj(i -> Integer.toString(1000 + 2 * i))
                .toArray(String[]::new);
        var either =
                new PortMatch(numbers("443").ranges(), List.of(named("web", TCP, "http"), named("web", UDP, "dns")));
        check(
                "ports",
                underRules(
                        destination(protocol(ALLOW, TCP), ports("80", "81", "90:99")),
                        destination(protocol(ALLOW, SCTP), ports(many)),
                        destination(protocol(ALLOW, TCP), notPorts(many)),
                        destination(source(protocol(ALLOW, UDP), ports("53")), ports("1024:65535")),
                        destination(protocol(ALLOW, TCP), ports(either)),
                        destination(protocol(ALLOW, TCP), notPorts(either)),
                        destination(ALLOW, ports(either))));
    }

    @Test
    void protocols() {
        check(
                "protocols",
                underRules(
                        protocol(ALLOW, new io.margay.model.net.Protocol(47)),
                        notProtocol(ALLOW, UDP),
                        icmp(protocol(ALLOW, ICMP), new Rule.Icmp(8, -1), new Rule.Icmp(8, 1)),
                        icmp(protocol(ALLOW, ICMPV6), null, new Rule.Icmp(128, 0)),
                        icmp(ALLOW, new Rule.Icmp(3, 4), null)));
    }

    @Test
    void whatIsNoIcmpIsNoPing() {
        check(
                "not-icmp",
                underRules(
                        icmp(DENY, null, new Rule.Icmp(8, -1)), icmp(protocol(DENY, TCP), null, new Rule.Icmp(8, -1))));
        var others =
                RuleMatch.of(icmp(notProtocol(DENY, ICMP), null, new Rule.Icmp(8, -1)), new SetNames(IpVersion.V4));
        assertThat(others.alternatives()).containsExactly("! -p 1");
        var match = RuleMatch.of(icmp(notProtocol(DENY, TCP), null, new Rule.Icmp(8, 0)), new SetNames(IpVersion.V4));
        assertThat(match.alternatives())
                .hasSize(254)
                .contains("-p 1 -m icmp ! --icmp-type 8/0", "-p 2", "-p udp", "-p 255")
                .doesNotContain("-p tcp");
    }

    @Test
    void whatAUserWritesStaysBetweenItsQuotes() {
        var wild = "x\" -j ACCEPT\n-A INPUT\\";
        var line = Chain.Line.always(wild, "-j DROP");
        assertThatPrinted(Chain.of("c", List.of(line)))
                .isEqualTo("-A c -m comment --comment \"#HASH x_ -j ACCEPT_-A INPUT_\" -j DROP");
    }

    @Test
    void hostEndpoints() {
        var policy = "{selector: all(), order: %d, %s}";
        var early = "applyOnForward: true, ";
        var cluster = Cluster.of(
                hostEndpoint("named", "interfaceName: eth0"),
                hostEndpoint("others", "interfaceName: '*', profiles: [projectcalico-default-allow]"),
                calico("GlobalNetworkPolicy", "untracked", policy.formatted(1, early + """
                    doNotTrack: true, ingress: [
                      {action: Allow, protocol: UDP, source: {nets: [10.0.0.0/8]}, destination: {ports: [53]}},
                      {action: Deny, protocol: ICMP, icmp: {type: 8}}],
                    egress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]
                    """)),
                calico(
                        "GlobalNetworkPolicy",
                        "before",
                        policy.formatted(2, early + "preDNAT: true, ingress: [{action: Deny, protocol: SCTP}]")),
                calico(
                        "GlobalNetworkPolicy",
                        "usual",
                        policy.formatted(3, early + "ingress: [{action: Allow}], egress: [{action: Pass}]")));
        check("hosts", HostLab.everything(cluster, 1));
        check(JUDGED, "hosts-judged", HostLab.everything(cluster, 1));
    }

    private static String hostEndpoint(String name, String fields) {
        return calico("HostEndpoint", name, "{node: here, " + fields + "}");
    }

    @Test
    void manyInterfacesAreATree() {
        var names = IntStream.range(0, 30).mapToObj(i -> "cali" + i).toList();
        var actions = new HashMap<String, String>();
        names.forEach(name -> actions.put(name, DispatchRenderer.to(ChainKind.WORKLOAD, name, Direction.EGRESS)));
        var last = List.of(Chain.Line.always("others", "-j DROP"));
        var renderer = new DispatchRenderer(ChainKind.WORKLOAD, Direction.EGRESS, List.of(), last);
        Golden.check("iptables/tree.txt", print(renderer.dispatch(actions)));
    }

    private static org.assertj.core.api.AbstractStringAssert<?> assertThatPrinted(Chain chain) {
        return org.assertj.core.api.Assertions.assertThat(
                String.join("\n", chain.print()).replace(chain.hash(), "HASH"));
    }

    private static Holding web() {
        return new Holding()
                .peer("web", List.of(ip("10.0.0.1"), ip("fd00::1")), new NamedPort("http", TCP, 8080))
                .peer("client", List.of(ip("10.0.0.2"), ip("fd00::2")));
    }

    private static Holding underRules(Rule... rules) {
        return web().policy("p", Direction.INGRESS, rules)
                .endpoint("web", "open", Holding.tier("default", Action.DENY, Direction.INGRESS, "p"));
    }

    private static void check(String name, Holding holding) {
        check(name, holding.everything(0, 1));
    }

    private static void check(String name, Transaction everything) {
        check(CONFIG, name, everything);
    }

    private static void check(IptablesConfig config, String name, Transaction everything) {
        var routes = Map.of(ip("10.0.0.1"), "cali0", ip("10.0.0.2"), "cali1");
        for (var version : IpVersion.values()) {
            Golden.check(
                    "iptables/" + name + ".v" + version.number() + ".txt",
                    print(render(config, version, everything, routes)));
        }
    }

    static Rendered render(IptablesConfig config, Transaction everything, Map<Ip, String> routes) {
        return render(config, IpVersion.V4, everything, routes);
    }

    private static Rendered render(
            IptablesConfig config, IpVersion version, Transaction everything, Map<Ip, String> routes) {
        var plan = new ByTransaction().receive(everything);
        var renderer = new Renderer(config, version);
        var wiring = new Wiring(
                Set.of("lo", "eth0", "eth1"), routes, Map.of(ip("192.0.2.1"), "eth0", ip("2001:db8::1"), "eth0"));
        renderer.render(
                plan.policies().put(),
                plan.profiles().put(),
                plan.endpoints().put(),
                Interfaces.of(plan.endpoints().put().values(), wiring, config));
        return renderer.latest();
    }

    /// The text for iptables-restore on a kernel that has nothing yet, and the sets of nets.
    private static String print(Rendered rendered) {
        var sets = rendered.netSets().stream()
                .map(set -> "# " + set.name() + " " + set.nets() + "\n")
                .distinct()
                .sorted()
                .collect(Collectors.joining());
        return sets
                + Stream.of(Table.values())
                        .map(table -> OwnChains.none(table).restoreText(rendered.chains(table), Set.of()))
                        .collect(Collectors.joining());
    }

    private static Ip ip(String text) {
        return Ip.parse(text).orElseThrow();
    }
}
