package io.margay.dataplane.kernel.netlink;

import io.margay.dataplane.kernel.Wiring;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What `ip` prints of a host's interfaces and routes.
final class PrintedWiring {
    /// A line of `ip -o link`, such as `7: cali0@if2: <BROADCAST,UP> …`.
    private static final Pattern LINK = Pattern.compile("\\d+: ([^:@]+)[:@].*");

    /// A line of `ip -o addr`, such as `2: eth0    inet 10.0.0.1/24 scope global eth0`.
    private static final Pattern ADDRESS = Pattern.compile("\\d+: (\\S+)\\s+inet6? ([^/ ]+).*");

    private PrintedWiring() {}

    /// What `ip link`, `ip route` and `ip addr` print.
    static Wiring read(String linkText, List<String> routeTexts, String addressText) {
        var links = new HashSet<String>();
        linkText.lines().map(LINK::matcher).filter(line -> line.matches()).forEach(line -> links.add(line.group(1)));
        var routes = new HashMap<Ip, String>();
        routeTexts.stream().flatMap(String::lines).forEach(line -> addRoute(line, routes));
        var addresses = new HashMap<Ip, String>();
        addressText
                .lines()
                .map(ADDRESS::matcher)
                .filter(line -> line.matches())
                .forEach(line -> Ip.parse(line.group(2)).ifPresent(ip -> addresses.putIfAbsent(ip, line.group(1))));
        return new Wiring(links, routes, addresses);
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
