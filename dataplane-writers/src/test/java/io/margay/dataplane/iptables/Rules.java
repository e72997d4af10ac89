package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.selector.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rules for tests, in few words.
final class Rules {
    static final Rule ALLOW = of(Action.ALLOW);
    static final Rule DENY = of(Action.DENY);
    static final Rule PASS = of(Action.PASS);
    static final Rule LOG = of(Action.LOG);

    private Rules() {}

    static PeerSelector app(String name) {
        return PeerSelector.endpoints(new Selector.Equals("app", name));
    }

    static AddressSet.NamedPorts named(String app, Protocol protocol, String port) {
        return new AddressSet.NamedPorts(app(app), protocol, port);
    }

    static Rule protocol(Rule rule, @Nullable Protocol protocol) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                protocol,
                rule.notProtocol(),
                rule.icmp(),
                rule.notIcmp(),
                rule.source(),
                rule.destination(),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static Rule notProtocol(Rule rule, Protocol protocol) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                protocol,
                rule.icmp(),
                rule.notIcmp(),
                rule.source(),
                rule.destination(),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static Rule version(Rule rule, IpVersion version) {
        return new Rule(
                rule.action(),
                version,
                rule.protocol(),
                rule.notProtocol(),
                rule.icmp(),
                rule.notIcmp(),
                rule.source(),
                rule.destination(),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static Rule limit(Rule rule, Rule.Limit limit) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                rule.icmp(),
                rule.notIcmp(),
                rule.source(),
                rule.destination(),
                rule.index(),
                rule.where(),
                limit);
    }

    static Rule icmp(Rule rule, Rule.@Nullable Icmp icmp, Rule.@Nullable Icmp notIcmp) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                icmp,
                notIcmp,
                rule.source(),
                rule.destination(),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static Rule source(Rule rule, UnaryOperator<PeerMatch> peer) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                rule.icmp(),
                rule.notIcmp(),
                peer.apply(rule.source()),
                rule.destination(),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static Rule destination(Rule rule, UnaryOperator<PeerMatch> peer) {
        return new Rule(
                rule.action(),
                rule.ipVersion(),
                rule.protocol(),
                rule.notProtocol(),
                rule.icmp(),
                rule.notIcmp(),
                rule.source(),
                peer.apply(rule.destination()),
                rule.index(),
                rule.where(),
                rule.limit());
    }

    static UnaryOperator<PeerMatch> selected(String app) {
        return peer -> new PeerMatch(
                app(app),
                peer.notSelector(),
                peer.nets(),
                peer.notNets(),
                peer.ports(),
                peer.notPorts(),
                peer.service());
    }

    static UnaryOperator<PeerMatch> notSelected(String app) {
        return peer -> new PeerMatch(
                peer.selector(), app(app), peer.nets(), peer.notNets(), peer.ports(), peer.notPorts(), peer.service());
    }

    static UnaryOperator<PeerMatch> nets(String... nets) {
        return peer -> new PeerMatch(
                peer.selector(),
                peer.notSelector(),
                cidrs(nets),
                peer.notNets(),
                peer.ports(),
                peer.notPorts(),
                peer.service());
    }

    static UnaryOperator<PeerMatch> notNets(String... nets) {
        return peer -> new PeerMatch(
                peer.selector(),
                peer.notSelector(),
                peer.nets(),
                cidrs(nets),
                peer.ports(),
                peer.notPorts(),
                peer.service());
    }

    static UnaryOperator<PeerMatch> ports(PortMatch ports) {
        return peer -> new PeerMatch(
                peer.selector(),
                peer.notSelector(),
                peer.nets(),
                peer.notNets(),
                ports,
                peer.notPorts(),
                peer.service());
    }

    static UnaryOperator<PeerMatch> ports(String... ports) {
        return ports(numbers(ports));
    }

    static UnaryOperator<PeerMatch> notPorts(PortMatch ports) {
        return peer -> new PeerMatch(
                peer.selector(), peer.notSelector(), peer.nets(), peer.notNets(), peer.ports(), ports, peer.service());
    }

    static UnaryOperator<PeerMatch> notPorts(String... ports) {
        return notPorts(numbers(ports));
    }

    static UnaryOperator<PeerMatch> service(AddressSet service) {
        return peer -> new PeerMatch(
                peer.selector(),
                peer.notSelector(),
                peer.nets(),
                peer.notNets(),
                peer.ports(),
                peer.notPorts(),
                service);
    }

    static PortMatch numbers(String... ports) {
        return new PortMatch(
                Arrays.stream(ports)
                        .map(port -> PortRange.parse(port).orElseThrow())
                        .toList(),
                List.of());
    }

    private static List<Cidr> cidrs(String... nets) {
        return Arrays.stream(nets).map(net -> Cidr.parse(net).orElseThrow()).toList();
    }

    private static Rule of(Action action) {
        return new Rule(
                action, null, null, null, null, null, PeerMatch.ANY, PeerMatch.ANY, 0, Where.NOWHERE, Rule.Limit.NONE);
    }
}
