package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Wiring;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.Failsafes.Failsafe;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which endpoint is behind which interface.
///
/// @param byEndpoint the interfaces of workloads that were found; each is one endpoint's
/// @param hosts the host's own
/// @param paths that the host's own endpoints never close, beside those that are configured
/// @param notes in words, why some endpoints have none: they are closed until they do
record Interfaces(Map<ResourceKey, String> byEndpoint, HostInterfaces hosts, List<Failsafe> paths, List<String> notes) {
    /// What may stand in a rule as an interface's name and means no other.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:@-]{1,15}");

    /// Of nobody.
    static final Interfaces NONE = new Interfaces(Map.of(), HostInterfaces.NONE, List.of(), List.of());

    Interfaces {
        byEndpoint = Map.copyOf(byEndpoint);
        paths = List.copyOf(paths);
        notes = List.copyOf(notes);
    }

    /// Finds the interfaces of workload endpoints: the one that the rule set names, if it is there; else the one
    /// that an address is routed to; else the one that is named, whose rules then wait for it. What is left is the
    /// host's own, unless its name is like a workload's.
    static Interfaces of(Collection<RuleSet> endpoints, Wiring wiring, IptablesConfig config) {
        var found = new HashMap<ResourceKey, String>();
        var taken = new HashSet<String>();
        var notes = new ArrayList<String>();
        ofKind(endpoints, false).forEach(endpoint -> {
            var name = find(endpoint, wiring);
            if (name.isEmpty()) {
                notes.add(endpoint.endpoint() + ": no interface here has a route to " + endpoint.addresses());
            } else if (!NAME.matcher(name.get()).matches()) {
                notes.add(endpoint.endpoint() + ": no interface can be called " + Chain.plain(name.get()));
            } else if (!taken.add(name.get())) {
                notes.add(endpoint.endpoint() + ": interface " + name.get() + " is another endpoint's already");
            } else {
                found.put(endpoint.endpoint(), name.get());
            }
        });
        var hosts = HostInterfaces.of(
                ofKind(endpoints, true).toList(),
                wiring,
                name -> taken.contains(name)
                        || config.mayBeWorkload(name)
                        || !NAME.matcher(name).matches());
        notes.addAll(hosts.notes());
        return new Interfaces(found, hosts, List.of(), notes);
    }

    /// The same, and these ways out stay open.
    Interfaces with(List<Failsafe> open) {
        return new Interfaces(byEndpoint, hosts, open, notes);
    }

    private static Stream<RuleSet> ofKind(Collection<RuleSet> endpoints, boolean hosts) {
        return endpoints.stream()
                .filter(endpoint -> isHost(endpoint) == hosts)
                .sorted(Comparator.comparing(RuleSet::endpoint));
    }

    private static boolean isHost(RuleSet endpoint) {
        return endpoint.endpoint().kind() == Kind.HOST_ENDPOINT;
    }

    private static Optional<String> find(RuleSet endpoint, Wiring wiring) {
        var named = Optional.of(endpoint.interfaceName()).filter(name -> !name.isEmpty());
        var routed = endpoint.addresses().stream()
                .flatMap(address -> Optional.ofNullable(wiring.routes().get(address.network())).stream())
                .findFirst();
        return named.filter(wiring.links()::contains).or(() -> routed).or(() -> named);
    }
}
