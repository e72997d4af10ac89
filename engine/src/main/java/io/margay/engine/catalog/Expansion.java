package io.margay.engine.catalog;

import io.margay.model.net.Cidr;
import io.margay.model.net.Protocol;
import io.margay.model.resource.Action;
import io.margay.model.resource.Where;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import io.margay.model.ruleset.Rule;
import io.margay.model.ruleset.Rule.Limit;
import io.margay.model.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of a Kubernetes API before it is taken apart: any of its peers, on any of its ports. As one match cannot say
/// that, it becomes a rule for each peer and protocol, all of the same index and action.
///
/// @param direction of the rule: its peers are sources of INGRESS; its ports are always the destination's
/// @param ports empty: all traffic
record Expansion(Action action, int index, Where where, Direction direction, List<Peer> peers, Ports ports) {
    /// One of the peers: what a selector means, or some nets but not others.
    record Peer(@Nullable PeerSelector selector, List<Cidr> nets, List<Cidr> notNets, Limit limit) {
        /// Anybody.
        static final Peer ANY = nets(List.of(), List.of());

        static Peer selected(PeerSelector selector) {
            return new Peer(selector, List.of(), List.of(), Limit.NONE);
        }

        static Peer endpoints(Selector selector) {
            return selected(PeerSelector.endpoints(selector));
        }

        static Peer nets(List<Cidr> nets, List<Cidr> notNets) {
            return new Peer(null, nets, notNets, Limit.NONE);
        }

        PeerMatch match(PortMatch ports) {
            return new PeerMatch(unlessNamed(selector, ports), null, nets, notNets, ports, PortMatch.NONE, null);
        }
    }

    /// The selector, but where named ports, which hold it already, are all that is asked of the port.
    static @Nullable PeerSelector unlessNamed(@Nullable PeerSelector selector, PortMatch ports) {
        return !ports.named().isEmpty() && ports.ranges().isEmpty() ? null : selector;
    }

    /// The rules it becomes.
    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (var peer : peers) {
            if (ports.isEmpty()) {
                rules.add(rule(peer, null));
            }
            ports.protocols().forEach(protocol -> rules.add(rule(peer, protocol)));
        }
        return rules;
    }

    private Rule rule(Peer peer, @Nullable Protocol protocol) {
        return switch (direction) {
            case INGRESS -> {
                var receiver = Peer.ANY.match(portsOf(protocol, ports.anybody()));
                yield rule(peer, protocol, peer.match(PortMatch.NONE), receiver);
            }
            case EGRESS -> {
                var holders = peer.selector() == null ? ports.anybody() : peer.selector();
                yield rule(peer, protocol, PeerMatch.ANY, peer.match(portsOf(protocol, holders)));
            }
        };
    }

    private PortMatch portsOf(@Nullable Protocol protocol, PeerSelector holders) {
        return protocol == null ? PortMatch.NONE : ports.match(protocol, holders);
    }

    private Rule rule(Peer peer, @Nullable Protocol protocol, PeerMatch source, PeerMatch destination) {
        return new Rule(action, null, protocol, null, null, null, source, destination, index, where, peer.limit());
    }
}
