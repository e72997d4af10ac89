package io.margay.engine.verdict;

import io.margay.model.net.Cidr;
import io.margay.model.ruleset.AddressSet;
import io.margay.model.ruleset.AddressSet.NamedPorts;
import io.margay.model.ruleset.AddressSet.Selected;
import io.margay.model.ruleset.AddressSet.ServiceAddresses;
import io.margay.model.ruleset.AddressSet.ServicePorts;
import io.margay.model.ruleset.PeerMatch;
import io.margay.model.ruleset.PeerSelector;
import io.margay.model.ruleset.PortMatch;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether one side of a packet is as a rule asks.
///
/// @param name `source` or `destination`
/// @param port of this side; `Transport.NONE` where it has none
record PeerTest(String name, Party party, int port, Traffic traffic, Reasons reasons) {
    boolean matches(PeerMatch match) {
        return isIn(match.selector())
                && isNotIn(match.notSelector())
                && isInNets(match.nets())
                && isInNoNet(match.notNets())
                && isBehind(match.service())
                && isOnPort(match.ports())
                && isOnNoPort(match.notPorts());
    }

    /// Whether nothing in the match is a negation that holds only because nobody has the address yet.
    boolean isCertain(PeerMatch match) {
        var negates = match.notSelector() != null || !match.notPorts().named().isEmpty();
        return !party.awaited()
                || !negates
                || reasons.note(
                        false,
                        () -> "",
                        () -> name + " " + party
                                + " is a pod's that nobody knows yet: no Allow may rest on what it is not");
    }

    private boolean isIn(@Nullable PeerSelector selector) {
        return selector == null
                || reasons.note(
                        party.isMeantBy(selector),
                        () -> name + " " + party + " is in " + words(selector),
                        () -> name + " " + party + " is not in " + words(selector));
    }

    private boolean isNotIn(@Nullable PeerSelector selector) {
        return selector == null
                || reasons.note(
                        !party.isMeantBy(selector),
                        () -> name + " " + party + " is not in " + words(selector),
                        () -> name + " " + party + " is in " + words(selector) + ", which the rule leaves out");
    }

    private boolean isInNets(List<Cidr> nets) {
        return nets.isEmpty()
                || reasons.note(
                        contain(nets),
                        () -> name + " " + party + " is in " + words(nets),
                        () -> name + " " + party + " is not in " + words(nets));
    }

    private boolean isInNoNet(List<Cidr> nets) {
        return nets.isEmpty()
                || reasons.note(
                        !contain(nets),
                        () -> name + " " + party + " is not in " + words(nets),
                        () -> name + " " + party + " is in " + words(nets) + ", which the rule leaves out");
    }

    private boolean contain(List<Cidr> nets) {
        return nets.stream().anyMatch(net -> net.contains(party.address()));
    }

    private boolean isBehind(@Nullable AddressSet service) {
        return service == null
                || reasons.note(
                        holds(service),
                        () -> name + " " + party + " is behind " + words(service),
                        () -> name + " " + party + " is not behind " + words(service));
    }

    private boolean holds(AddressSet set) {
        return switch (set) {
            case Selected(var selector) -> party.isMeantBy(selector);
            case NamedPorts named -> party.hasPort(named, traffic.transport(), port);
            case ServiceAddresses service -> traffic.services().has(service, party.address());
            case ServicePorts service -> traffic.services().has(service, party.address(), traffic.transport());
        };
    }

    private boolean isOnPort(PortMatch ports) {
        return ports.isEmpty()
                || reasons.note(
                        isOneOf(ports),
                        () -> portWords() + " is " + words(ports),
                        () -> portWords() + " is not " + words(ports) + meanings(ports));
    }

    private boolean isOnNoPort(PortMatch ports) {
        return ports.isEmpty()
                || reasons.note(
                        !isOneOf(ports),
                        () -> portWords() + " is not " + words(ports) + meanings(ports),
                        () -> portWords() + " is " + words(ports) + ", which the rule leaves out");
    }

    /// What each name means at this side: a number is seen in the rule, a name's is not.
    private String meanings(PortMatch ports) {
        return ports.named().stream()
                .filter(NamedPorts.class::isInstance)
                .map(NamedPorts.class::cast)
                .map(set -> "; " + name + " " + meaning(set))
                .collect(Collectors.joining());
    }

    private String meaning(NamedPorts set) {
        if (!party.isMeantBy(set.selector())) {
            return party + " is none of those endpoints";
        }
        var numbers = party.ports(set);
        var port = set.protocol() + " port \"" + set.name() + "\"";
        return numbers.isEmpty()
                ? party + " has no " + port
                : party + " has " + port + " at "
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private boolean isOneOf(PortMatch ports) {
        return ports.ranges().stream().anyMatch(range -> range.contains(port))
                || ports.named().stream().anyMatch(this::holds);
    }

    private String portWords() {
        var prefix = name.equals("source") ? "source port" : "port";
        return port == Transport.NONE ? "no " + prefix : prefix + " " + port;
    }

    private static String words(PeerSelector selector) {
        return switch (selector.population()) {
            case ENDPOINTS -> selector.selector().print();
            case NODES -> "nodes with " + selector.selector().print();
        };
    }

    private static String words(List<Cidr> nets) {
        return nets.stream().map(Cidr::toString).collect(Collectors.joining(", "));
    }

    private static String words(AddressSet set) {
        return switch (set) {
            case Selected(var selector) -> words(selector);
            case NamedPorts(var selector, var protocol, var name) ->
                protocol + " port \"" + name + "\" of " + words(selector);
            case ServiceAddresses(var namespace, var service) -> "service " + namespace + "/" + service;
            case ServicePorts(var namespace, var service) -> "service " + namespace + "/" + service + " on its ports";
        };
    }

    private static String words(PortMatch ports) {
        var ranges = ports.ranges().stream().map(Object::toString);
        var named = ports.named().stream().map(PeerTest::words);
        return Stream.concat(ranges, named).collect(Collectors.joining(" or "));
    }
}
