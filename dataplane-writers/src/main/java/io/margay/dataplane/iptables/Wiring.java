package io.margay.dataplane.iptables;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A host's interfaces, and which single addresses are behind which.
///
/// @param links the names of the interfaces that are there
/// @param routes by address; what is behind a gateway is not here
record Wiring(Set<String> links, Map<Ip, String> routes) {
    /// A line of `ip -o link`, such as `7: cali0@if2: <BROADCAST,UP> …`.
    private static final Pattern LINK = Pattern.compile("\\d+: ([^:@]+)[:@].*");

    /// No interfaces at all.
    static final Wiring NONE = new Wiring(Set.of(), Map.of());

    Wiring {
        links = Set.copyOf(links);
        routes = Map.copyOf(routes);
    }

    /// What `ip link` and `ip route` print.
    static Wiring read(String linkText, List<String> routeTexts) {
        var links = new HashSet<String>();
        linkText.lines().map(LINK::matcher).filter(line -> line.matches()).forEach(line -> links.add(line.group(1)));
        var routes = new HashMap<Ip, String>();
        routeTexts.stream().flatMap(String::lines).forEach(line -> addRoute(line, routes));
        return new Wiring(links, routes);
    }

    private static void addRoute(String line, Map<Ip, String> routes) {
        var words = List.of(line.strip().split("\\s+"));
        int dev = words.indexOf("dev");
        if (dev > 0 && dev + 1 < words.size() && !words.contains("via")) {
            single(words.getFirst()).ifPresent(ip -> routes.put(ip, words.get(dev + 1)));
        }
    }

    private static Optional<Ip> single(String text) {
        return Cidr.parse(text).filter(Cidr::isSingle).map(Cidr::network);
    }
}
