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
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Rules for tests, in few words.
final class Rules {
    /// A rule that can be changed.
    private static final class RuleDraft {
        private final Rule from;
        private @Nullable IpVersion version;
        private @Nullable Protocol protocol;
        private @Nullable Protocol notProtocol;
        private Rule.@Nullable Icmp icmp;
        private Rule.@Nullable Icmp notIcmp;
        private PeerMatch source;
        private PeerMatch destination;
        private int index;
        private Rule.Limit limit;

        RuleDraft(Rule from) {
            this.from = from;
            version = from.ipVersion();
            protocol = from.protocol();
            notProtocol = from.notProtocol();
            icmp = from.icmp();
            notIcmp = from.notIcmp();
            source = from.source();
            destination = from.destination();
            index = from.index();
            limit = from.limit();
        }

        Rule rule() {
            return new Rule(
                    from.action(),
                    version,
                    protocol,
                    notProtocol,
                    icmp,
                    notIcmp,
                    source,
                    destination,
                    index,
                    from.where(),
                    limit);
        }
    }

    /// What a rule asks of one side, and can be changed.
    private static final class MatchDraft {
        private @Nullable PeerSelector selector;
        private @Nullable PeerSelector notSelector;
        private List<Cidr> nets;
        private List<Cidr> notNets;
        private PortMatch ports;
        private PortMatch notPorts;
        private @Nullable AddressSet service;

        MatchDraft(PeerMatch from) {
            selector = from.selector();
            notSelector = from.notSelector();
            nets = from.nets();
            notNets = from.notNets();
            ports = from.ports();
            notPorts = from.notPorts();
            service = from.service();
        }

        PeerMatch match() {
            return new PeerMatch(selector, notSelector, nets, notNets, ports, notPorts, service);
        }
    }

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
        return changed(rule, draft -> draft.protocol = protocol);
    }

    static Rule notProtocol(Rule rule, Protocol protocol) {
        return changed(rule, draft -> draft.notProtocol = protocol);
    }

    static Rule version(Rule rule, IpVersion version) {
        return changed(rule, draft -> draft.version = version);
    }

    static Rule limit(Rule rule, Rule.Limit limit) {
        return changed(rule, draft -> draft.limit = limit);
    }

    static Rule icmp(Rule rule, Rule.@Nullable Icmp icmp, Rule.@Nullable Icmp notIcmp) {
        return changed(rule, draft -> {
            draft.icmp = icmp;
            draft.notIcmp = notIcmp;
        });
    }

    static Rule source(Rule rule, UnaryOperator<PeerMatch> peer) {
        return changed(rule, draft -> draft.source = peer.apply(draft.source));
    }

    static Rule destination(Rule rule, UnaryOperator<PeerMatch> peer) {
        return changed(rule, draft -> draft.destination = peer.apply(draft.destination));
    }

    static Rule index(Rule rule, int index) {
        return changed(rule, draft -> draft.index = index);
    }

    static UnaryOperator<PeerMatch> selected(String app) {
        return peer -> changed(peer, draft -> draft.selector = app(app));
    }

    static UnaryOperator<PeerMatch> notSelected(String app) {
        return peer -> changed(peer, draft -> draft.notSelector = app(app));
    }

    static UnaryOperator<PeerMatch> nets(String... nets) {
        return peer -> changed(peer, draft -> draft.nets = cidrs(nets));
    }

    static UnaryOperator<PeerMatch> notNets(String... nets) {
        return peer -> changed(peer, draft -> draft.notNets = cidrs(nets));
    }

    static UnaryOperator<PeerMatch> ports(PortMatch ports) {
        return peer -> changed(peer, draft -> draft.ports = ports);
    }

    static UnaryOperator<PeerMatch> ports(String... ports) {
        return ports(numbers(ports));
    }

    static UnaryOperator<PeerMatch> notPorts(PortMatch ports) {
        return peer -> changed(peer, draft -> draft.notPorts = ports);
    }

    static UnaryOperator<PeerMatch> notPorts(String... ports) {
        return notPorts(numbers(ports));
    }

    static UnaryOperator<PeerMatch> service(AddressSet service) {
        return peer -> changed(peer, draft -> draft.service = service);
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

    private static Rule changed(Rule rule, Consumer<RuleDraft> change) {
        var draft = new RuleDraft(rule);
        change.accept(draft);
        return draft.rule();
    }

    private static PeerMatch changed(PeerMatch match, Consumer<MatchDraft> change) {
        var draft = new MatchDraft(match);
        change.accept(draft);
        return draft.match();
    }

    static Rule of(Action action) {
        return new Rule(
                action, null, null, null, null, null, PeerMatch.ANY, PeerMatch.ANY, 0, Where.NOWHERE, Rule.Limit.NONE);
    }
}
