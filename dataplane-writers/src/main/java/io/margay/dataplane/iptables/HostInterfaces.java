package io.margay.dataplane.iptables;

import io.margay.dataplane.kernel.Wiring;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.ResourceKey;
import io.margay.model.ruleset.RuleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Which host endpoint takes which of a host's own interfaces: the first by name of those that name it, or that name
/// none and expect an address that it has; else the first of those for all others.
///
/// @param byInterface with [#OTHERS] for the interfaces that none takes
/// @param addresses those of the interfaces taken by name or address
/// @param notes in words, which endpoints take none
record HostInterfaces(Map<String, ResourceKey> byInterface, Map<Ip, String> addresses, List<String> notes) {
    /// What stands for all other interfaces; no interface is called so, as iptables reads it otherwise.
    static final String OTHERS = "+";

    private static final String ALL_OTHERS = "*";
    private static final String LOOPBACK = "lo";

    /// Of nobody.
    static final HostInterfaces NONE = new HostInterfaces(Map.of(), Map.of(), List.of());

    HostInterfaces {
        byInterface = Map.copyOf(byInterface);
        addresses = Map.copyOf(addresses);
        notes = List.copyOf(notes);
    }

    /// @param endpoints host endpoints, in the order of their names
    /// @param isOther whether an interface is a workload's, or nothing that a rule can name
    static HostInterfaces of(List<RuleSet> endpoints, Wiring wiring, Predicate<String> isOther) {
        var names = new TreeSet<>(wiring.links());
        endpoints.stream()
                .map(RuleSet::interfaceName)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        names.removeIf(name -> name.equals(LOOPBACK) || name.equals(ALL_OTHERS) || isOther.test(name));
        var taken = new LinkedHashMap<String, ResourceKey>();
        for (var name : names) {
            endpoints.stream()
                    .filter(endpoint -> takes(endpoint, name, wiring))
                    .findFirst()
                    .ifPresent(endpoint -> taken.put(name, endpoint.endpoint()));
        }
        endpoints.stream()
                .filter(endpoint -> endpoint.interfaceName().equals(ALL_OTHERS))
                .findFirst()
                .ifPresent(endpoint -> taken.put(OTHERS, endpoint.endpoint()));
        var addresses = new HashMap<>(wiring.addresses());
        addresses.values().retainAll(taken.keySet());
        return new HostInterfaces(taken, addresses, notes(endpoints, taken));
    }

    /// The interfaces that each endpoint takes, in order.
    Map<ResourceKey, List<String>> byEndpoint() {
        var names = new HashMap<ResourceKey, List<String>>();
        new TreeMap<>(byInterface)
                .forEach((name, endpoint) ->
                        names.computeIfAbsent(endpoint, _ -> new ArrayList<>()).add(name));
        return names;
    }

    private static boolean takes(RuleSet endpoint, String name, Wiring wiring) {
        return endpoint.interfaceName().equals(name)
                || (endpoint.interfaceName().isEmpty()
                        && wiring.addresses().entrySet().stream()
                                .filter(entry -> entry.getValue().equals(name))
                                .anyMatch(entry -> endpoint.addresses().contains(Cidr.of(entry.getKey()))));
    }

    private static List<String> notes(List<RuleSet> endpoints, Map<String, ResourceKey> taken) {
        var notes = new ArrayList<String>();
        for (var endpoint : endpoints) {
            if (!taken.containsValue(endpoint.endpoint())) {
                var wanted = endpoint.interfaceName().isEmpty()
                        ? "an interface with one of " + endpoint.addresses()
                        : "interface " + Chain.plain(endpoint.interfaceName());
                notes.add(endpoint.endpoint() + ": there is no " + wanted + " that it may take");
            }
        }
        return notes;
    }
}
