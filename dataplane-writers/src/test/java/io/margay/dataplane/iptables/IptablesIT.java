package io.margay.dataplane.iptables;

import static io.margay.dataplane.iptables.Rules.ALLOW;
import static io.margay.dataplane.iptables.Rules.DENY;
import static io.margay.dataplane.iptables.Rules.PASS;
import static io.margay.dataplane.iptables.Rules.destination;
import static io.margay.dataplane.iptables.Rules.icmp;
import static io.margay.dataplane.iptables.Rules.limit;
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
import static io.margay.dataplane.iptables.Rules.version;
import static io.margay.model.net.Protocol.ICMP;
import static io.margay.model.net.Protocol.ICMPV6;
import static io.margay.model.net.Protocol.TCP;
import static io.margay.model.net.Protocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Transaction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Each form of a rule, in a kernel, with real packets: `a`, `b` and `server` are on one node, `far` on another. The
/// server has the policy; the others are open.
class IptablesIT {
    private static PacketLab lab;

    @BeforeAll
    static void makeLab() throws Exception {
        lab = PacketLab.open();
    }

    @AfterAll
    static void removeLab() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void withoutAPolicyTheProfileDecides() {
        lab.apply(lab.holding().endpoint("server", "open"));
        lab.expect("a tcp 80", "b udp 53", "far tcp 81");
        lab.apply(lab.holding().endpoint("server", "silent"));
        lab.expect("!a tcp 80", "!b udp 53", "!far tcp 81");
        lab.apply(lab.holding().endpoint("server", "missing"));
        lab.expect("!a tcp 80", "!b udp 53", "!far tcp 81");
    }

    @Test
    void anEndpointWithoutARuleSetIsClosed() {
        lab.apply(lab.holding());
        lab.expect("!a tcp 80", "!far udp 53");
    }

    @Test
    void aPolicyWithoutRulesClosesIngressButNotEgress() {
        lab.underPolicy();
        lab.expect("!a tcp 80", "!far tcp 80", "!b udp 53", "server>a tcp 80", "server>far udp 53");
    }

    @Test
    void aSelectorMeansItsMembers() {
        lab.underPolicy(protocol(source(ALLOW, selected("a")), TCP));
        lab.expect("a tcp 80", "a tcp 81", "!a udp 53", "!b tcp 80", "!far tcp 80");
    }

    @Test
    void aRefusedSelectorMeansAllOthers() {
        lab.underPolicy(source(ALLOW, notSelected("a")));
        lab.expect("!a tcp 80", "!a udp 53", "b tcp 80", "far udp 53");
    }

    @Test
    void theFirstRuleThatMatchesDecides() {
        lab.underPolicy(source(DENY, selected("a")), ALLOW, DENY);
        lab.expect("!a tcp 80", "b tcp 80", "far udp 53");
    }

    @Test
    void aLogGoesOn() {
        lab.underPolicy(Rules.LOG, source(ALLOW, selected("a")));
        lab.expect("a tcp 80", "!b tcp 80");
    }

    @Test
    void protocolsAndTheirRefusal() {
        lab.underPolicy(protocol(ALLOW, UDP));
        lab.expect("a udp 53", "!a tcp 80");
        lab.underPolicy(notProtocol(ALLOW, UDP));
        lab.expect("!a udp 53", "a tcp 80");
    }

    @Test
    void portsAndRanges() {
        lab.underPolicy(destination(protocol(ALLOW, TCP), ports("81:90", "443")));
        lab.expect("!a tcp 80", "a tcp 81", "a tcp 90", "a tcp 443", "!a tcp 91");
        lab.underPolicy(destination(protocol(ALLOW, TCP), notPorts("81:90", "443")));
        lab.expect("a tcp 80", "!a tcp 81", "!a tcp 90", "!a tcp 443", "a tcp 91");
    }

    @Test
    void morePortsThanOneMatchTakes() {
        var many = IntStream.range(0, 40)
                .mapToObj(i -> Integer.toString(1000 + 2 * i))
                .toList();
        var with443 = IntStream.range(0, 41)
                .mapToObj(i -> i == 40 ? "443" : many.get(i))
                .toArray(String[]::new);
        lab.underPolicy(destination(protocol(ALLOW, TCP), ports(with443)));
        lab.expect("a tcp 443", "!a tcp 80");
        lab.underPolicy(destination(protocol(ALLOW, TCP), notPorts(with443)));
        lab.expect("!a tcp 443", "a tcp 80");
    }

    @Test
    void sourcePorts() {
        lab.underPolicy(source(protocol(ALLOW, TCP), ports("20000:20010")));
        lab.expect("a tcp 80 20001", "!a tcp 80 21001");
        lab.underPolicy(source(protocol(ALLOW, TCP), notPorts("20000:20010")));
        lab.expect("!a tcp 80 20002", "a tcp 80 21002");
    }

    @Test
    void namedPortsAreTheMembersOwn() {
        var web = new PortMatch(List.of(), List.of(named("server", TCP, "web")));
        lab.underPolicy(destination(protocol(ALLOW, TCP), ports(web)));
        lab.expect("a tcp 81", "!a tcp 80", "!a udp 53");
        lab.underPolicy(destination(protocol(ALLOW, TCP), notPorts(web)));
        lab.expect("!a tcp 81", "a tcp 80");
    }

    @Test
    void namedPortsAndNumbersEitherWillDo() {
        var either = new PortMatch(numbers("443").ranges(), List.of(named("server", TCP, "web")));
        lab.underPolicy(destination(protocol(ALLOW, TCP), ports(either)));
        lab.expect("a tcp 81", "a tcp 443", "!a tcp 80");
    }

    @Test
    void aNamedPortOfAnyProtocol() {
        var either = new PortMatch(List.of(), List.of(named("server", TCP, "web"), named("server", UDP, "dns")));
        lab.underPolicy(destination(ALLOW, ports(either)));
        lab.expect("a tcp 81", "a udp 53", "!a tcp 80", "!a udp 54");
    }

    @Test
    void oneNetOrMany() {
        lab.underPolicy(source(ALLOW, nets(lab.net("a"), lab.net6("a"))));
        lab.expect("a tcp 80", "!b tcp 80");
        lab.underPolicy(source(ALLOW, nets(lab.net("a"), lab.net6("a"), lab.net("far"), lab.net6("far"))));
        lab.expect("a tcp 80", "!b tcp 80", "far tcp 80");
    }

    @Test
    void refusedNetsOneOrMany() {
        lab.underPolicy(source(ALLOW, notNets(lab.net("a"), lab.net6("a"))));
        lab.expect("!a tcp 80", "b tcp 80");
        lab.underPolicy(source(ALLOW, notNets(lab.net("a"), lab.net6("a"), lab.net("far"), lab.net6("far"))));
        lab.expect("!a tcp 80", "b tcp 80", "!far tcp 80");
    }

    @Test
    void aNetAndExceptions() {
        lab.underPolicy(source(source(version(ALLOW, IpVersion.V4), nets("10.0.0.0/8")), notNets(lab.net("a"))));
        lab.expect4("!a tcp 80", "b tcp 80", "far tcp 80");
        lab.expect6("!a tcp 80", "!b tcp 80", "!far tcp 80");
    }

    @Test
    void netsOfTheOtherVersionOnlyMakeARuleNoRule() {
        lab.underPolicy(source(ALLOW, nets(lab.net("a"))), source(DENY, notNets(lab.net("b"))), ALLOW);
        lab.expect4("a tcp 80", "b tcp 80", "!far tcp 80");
        lab.expect6("a tcp 80", "b tcp 80", "far tcp 80");
    }

    @Test
    void everythingAsANet() {
        lab.underPolicy(source(ALLOW, nets("0.0.0.0/0")));
        lab.expect4("a tcp 80", "far udp 53");
        lab.expect6("!a tcp 80", "!far udp 53");
        lab.underPolicy(source(ALLOW, notNets("0.0.0.0/0", "::/0")));
        lab.expect("!a tcp 80", "!far udp 53");
    }

    @Test
    void aServiceIsItsAddressesAndPorts() {
        var set = new AddressSet.ServicePorts("test", "far");
        var holding =
                lab.holding().service(set, lab.member(lab.ip4("far"), TCP, 80), lab.member(lab.ip6("far"), TCP, 80));
        holding.policy("out", Direction.EGRESS, destination(ALLOW, service(set)));
        holding.endpoint("server", "open", Holding.tier("default", Action.DENY, Direction.EGRESS, "out"));
        lab.apply(holding);
        lab.expect("server>far tcp 80", "!server>far tcp 81", "!server>a tcp 80", "a tcp 80");
    }

    @Test
    void aServiceAsASourceIsItsAddresses() {
        var set = new AddressSet.ServiceAddresses("test", "far");
        var holding = lab.holding()
                .service(
                        set,
                        new Transaction.Member(Cidr.of(lab.ip4("far")), null, 0),
                        new Transaction.Member(Cidr.of(lab.ip6("far")), null, 0));
        lab.apply(lab.under(holding, source(ALLOW, service(set))));
        lab.expect("far tcp 80", "far udp 53", "!a tcp 80");
    }

    /// Each from another source: a known ping goes on being known, whatever the policy.
    @Test
    void pingsByType() {
        lab.underPolicy(icmp(protocol(version(ALLOW, IpVersion.V4), ICMP), new Rule.Icmp(8, 0), null));
        lab.expect4("a ping", "!a tcp 80");
        lab.expect6("!a ping");
        lab.underPolicy(icmp(protocol(ALLOW, ICMPV6), null, new Rule.Icmp(128, -1)));
        lab.expect("!b ping");
        lab.underPolicy(icmp(protocol(ALLOW, ICMPV6), new Rule.Icmp(128, -1), null));
        lab.expect4("!far ping");
        lab.expect6("far ping");
    }

    @Test
    void aPassGoesToTheNextTier() {
        var holding = lab.holding()
                .policy(
                        "first",
                        Direction.INGRESS,
                        source(PASS, selected("a")),
                        destination(protocol(ALLOW, TCP), ports("443")))
                .policy("skipped", Direction.INGRESS, source(DENY, selected("a")))
                .policy("second", Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("80")));
        holding.endpoint(
                "server",
                "open",
                Holding.tier("one", Action.DENY, Direction.INGRESS, "first", "skipped"),
                Holding.tier("two", Action.DENY, Direction.INGRESS, "second"));
        lab.apply(holding);
        lab.expect("a tcp 80", "!a tcp 443", "b tcp 443", "!b tcp 80", "!far udp 53");
    }

    @Test
    void aTierThatPassesAtItsEnd() {
        var holding = lab.holding()
                .policy("first", Direction.INGRESS, source(DENY, selected("a")))
                .policy("second", Direction.INGRESS, source(PASS, selected("b")));
        holding.endpoint(
                "server",
                "open",
                Holding.tier("one", Action.PASS, Direction.INGRESS, "first"),
                Holding.tier("two", Action.DENY, Direction.INGRESS, "second"));
        lab.apply(holding);
        lab.expect("!a tcp 80", "b tcp 80", "!far tcp 80");
    }

    /// So many that they are one chain.
    @Test
    void manyPoliciesOfATierGoInOrder() {
        var names = IntStream.range(0, 12).mapToObj(i -> "many" + i).toList();
        var holding = lab.holding();
        for (int i = 0; i < 9; i++) {
            holding.policy(names.get(i), Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("" + (1000 + i))));
        }
        holding.policy(names.get(9), Direction.INGRESS, Rules.LOG, source(PASS, selected("a")))
                .policy(names.get(10), Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("80")))
                .policy(names.get(11), Direction.INGRESS, source(DENY, selected("b")), protocol(ALLOW, UDP))
                .policy("second", Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("443")));
        holding.endpoint(
                "server",
                "open",
                Holding.tier("one", Action.DENY, Direction.INGRESS, names.toArray(String[]::new)),
                Holding.tier("two", Action.DENY, Direction.INGRESS, "second"));
        lab.apply(holding);
        lab.expect(
                "a tcp 443",
                "!a tcp 80",
                "!a udp 53",
                "b tcp 80",
                "!b udp 53",
                "!b tcp 443",
                "far udp 53",
                "!far tcp 81");
    }

    @Test
    void manyRulesOfAPolicyGoInOrder() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < 60; i++) {
            rules.add(destination(protocol(i % 2 == 0 ? ALLOW : DENY, i % 3 == 0 ? UDP : TCP), ports("" + (1000 + i))));
            rules.add(source(protocol(DENY, TCP), nets("10.99.0." + i + "/32", "fd00:99::" + i + "/128")));
        }
        rules.add(destination(protocol(DENY, TCP), ports("81")));
        rules.add(destination(protocol(ALLOW, TCP), ports("80:90")));
        rules.add(source(source(protocol(ALLOW, UDP), nets(lab.net("a"), lab.net6("a"))), ports("20000:20010")));
        lab.underPolicy(rules.toArray(Rule[]::new));
        lab.expect("a tcp 80", "!a tcp 81", "a tcp 90", "!a tcp 443", "!a udp 53");
        lab.expect4("a udp 53 20003", "!b udp 53 20003");
        lab.expect6("a udp 53 20004", "!b udp 53 20004");
    }

    @Test
    void egressAndIngressBothDecide() {
        var holding = lab.holding()
                .policy("out", Direction.EGRESS, destination(ALLOW, selected("server")))
                .policy("in", Direction.INGRESS, destination(protocol(ALLOW, TCP), ports("80")));
        holding.endpoint("server", "open", Holding.tier("default", Action.DENY, Direction.INGRESS, "in"));
        holding.replaceEndpoint("a", "open", Holding.tier("default", Action.DENY, Direction.EGRESS, "out"));
        lab.apply(holding);
        lab.expect("a tcp 80", "!a tcp 81", "!a>b tcp 80", "!a>far tcp 80", "b tcp 80", "b>a tcp 443");
    }

    @Test
    void whatNoKernelSees() {
        lab.underPolicy(limit(ALLOW, Rule.Limit.HTTP), limit(ALLOW, Rule.Limit.DOMAIN_NAMES));
        lab.expect("!a tcp 80");
    }

    @Test
    void protocolsThatHaveNoSocketsHere() {
        var gre = new Protocol(47);
        lab.underPolicy(protocol(ALLOW, gre));
        for (var version : IpVersion.values()) {
            assertThat(lab.arrives(version, gre, new byte[8])).isTrue();
            assertThat(lab.isDropped(version, Protocol.SCTP, sctpTo(80))).isTrue();
        }
        lab.underPolicy(destination(protocol(ALLOW, Protocol.SCTP), ports("80")));
        for (var version : IpVersion.values()) {
            assertThat(lab.arrives(version, Protocol.SCTP, sctpTo(80))).isTrue();
            assertThat(lab.isDropped(version, Protocol.SCTP, sctpTo(81))).isTrue();
        }
    }

    /// An INIT, with a checksum: without one it would be no part of any connection.
    private static byte[] sctpTo(int port) {
        var packet = ByteBuffer.allocate(32)
                .putShort((short) (40000 + port))
                .putShort((short) port)
                .putLong(0)
                .putInt(0x01000014)
                .putInt(1)
                .putInt(1500)
                .putInt(0x00010001)
                .putInt(1);
        var sum = new CRC32C();
        sum.update(packet.array());
        return packet.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, (int) sum.getValue())
                .array();
    }
}
