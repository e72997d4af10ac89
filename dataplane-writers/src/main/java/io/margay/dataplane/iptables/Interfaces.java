package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
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

/// Which endpoint is behind which interface.
///
/// @param byEndpoint the interfaces found; each is one endpoint's
/// @param notes in words, why some endpoints have none: they are closed until they do
record Interfaces(Map<ResourceKey, String> byEndpoint, List<String> notes) {
    /// What may stand in a rule as an interface's name and means no other.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:@-]{1,15}");

    /// Of nobody.
    static final Interfaces NONE = new Interfaces(Map.of(), List.of());

    Interfaces {
        byEndpoint = Map.copyOf(byEndpoint);
        notes = List.copyOf(notes);
    }

    /// Finds the interfaces of workload endpoints: the one that is named, else the one that an address is routed to.
    ///
    /// @param routes from `routes`
    static Interfaces of(Collection<RuleSet> endpoints, Map<Ip, String> routes) {
        var found = new HashMap<ResourceKey, String>();
        var taken = new HashSet<String>();
        var notes = new ArrayList<String>();
        endpoints.stream().sorted(Comparator.comparing(RuleSet::endpoint)).forEach(endpoint -> {
            var name = find(endpoint, routes);
            if (endpoint.endpoint().kind() == Kind.HOST_ENDPOINT) {
                notes.add(endpoint.endpoint() + ": host endpoints are not enforced yet");
            } else if (name.isEmpty()) {
                notes.add(endpoint.endpoint() + ": no interface here has a route to " + endpoint.addresses());
            } else if (!NAME.matcher(name.get()).matches()) {
                notes.add(endpoint.endpoint() + ": no interface can be called " + Chain.plain(name.get()));
            } else if (!taken.add(name.get())) {
                notes.add(endpoint.endpoint() + ": interface " + name.get() + " is another endpoint's already");
            } else {
                found.put(endpoint.endpoint(), name.get());
            }
        });
        return new Interfaces(found, notes);
    }

    /// What the text of `ip route` says of single addresses that are behind an interface, not behind a gateway.
    static Map<Ip, String> routes(String text) {
        var routes = new HashMap<Ip, String>();
        text.lines().forEach(line -> {
            var words = List.of(line.strip().split("\\s+"));
            int dev = words.indexOf("dev");
            if (dev > 0 && dev + 1 < words.size() && !words.contains("via")) {
                single(words.getFirst()).ifPresent(ip -> routes.put(ip, words.get(dev + 1)));
            }
        });
        return routes;
    }

    private static Optional<Ip> single(String text) {
        return Cidr.parse(text).filter(Cidr::isSingle).map(Cidr::network);
    }

    private static Optional<String> find(RuleSet endpoint, Map<Ip, String> routes) {
        if (!endpoint.interfaceName().isEmpty()) {
            return Optional.of(endpoint.interfaceName());
        }
        return endpoint.addresses().stream()
                .flatMap(address -> Optional.ofNullable(routes.get(address.network())).stream())
                .findFirst();
    }
}
