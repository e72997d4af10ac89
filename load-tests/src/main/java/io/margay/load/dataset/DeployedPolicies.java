package io.margay.load.dataset;

import static io.margay.load.dataset.Json.CALICO;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.matchLabels;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.port;
import static io.margay.load.dataset.Json.resource;

import io.margay.load.dataset.Workloads.App;
import io.margay.load.dataset.Workloads.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tiers, network sets and policies of a [DeployedCluster].
final class DeployedPolicies {
    static final String APP = "app.kubernetes.io/name";
    static final String NAMESPACE = "kubernetes.io/metadata.name";

    private static final int FEEDS = 8;
    private static final int SMALL_SETS = 30;
    private static final List<Integer> FIRST_OCTETS = List.of(23, 45, 77, 89, 103, 141, 178, 185, 193, 194, 195, 212);

    private final DeployedCluster cluster;
    private final Dice dice;
    private final List<Map<String, Object>> feeds = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<Map<String, Object>> namespaced = new ArrayList<>();
    private final List<Map<String, Object>> globals = new ArrayList<>();

    DeployedPolicies(DeployedCluster cluster) {
        this.cluster = cluster;
        this.dice = cluster.dice();
    }

    void tiers(Consumer<Map<String, Object>> out) {
        out.accept(UniqueCluster.tier("security", 100, "Deny"));
        out.accept(UniqueCluster.tier("platform", 200, "Pass"));
        out.accept(UniqueCluster.tier("application", 300, "Pass"));
        out.accept(UniqueCluster.tier("default", 1_000_000, "Deny"));
    }

    /// Network sets and policies, all that there are at first.
    void all(Consumer<Map<String, Object>> out) {
        networkSets(out);
        var allows = allows();
        for (int i = 0; i < allows.length; i++) {
            inside(cluster.spaces().get(i), allows[i]);
        }
        new GlobalPolicies(cluster, this).addTo(globals);
        namespaced.forEach(out);
        globals.forEach(out);
    }

    List<Map<String, Object>> feeds() {
        return feeds;
    }

    /// Labels `set` of the small global sets.
    List<String> sets() {
        return sets;
    }

    List<Map<String, Object>> namespaced() {
        return namespaced;
    }

    List<Map<String, Object>> globals() {
        return globals;
    }

    String net() {
        int first = dice.pick(FIRST_OCTETS);
        int second = dice.below(256);
        int third = dice.below(256);
        int lot = dice.below(100);
        if (lot < 70) {
            return first + "." + second + "." + third + "." + dice.below(256) + "/32";
        }
        return lot < 95
                ? first + "." + second + "." + third + ".0/24"
                : first + "." + second + "." + (third & ~15) + ".0/20";
    }

    /// One policy that somebody of the namespace's team wrote to let something through.
    Map<String, Object> allow(Space space) {
        if (space.apps.isEmpty()) {
            return ingress(
                    space, "allow-internal", object(), rule("from", list(object("podSelector", object())), null));
        }
        var server = dice.pick(space.apps);
        var client = dice.pick(space.apps);
        int lot = dice.below(100);
        if (lot < 55) {
            return within(space, server, client, lot);
        }
        if (lot < 88) {
            return fromElsewhere(space, server, lot);
        }
        if (lot < 92) {
            var database = object("ipBlock", object("cidr", "172.20." + dice.below(256) + ".0/24"));
            return egress(space, client.name + "-egress-db", client, rule("to", list(database), ports(5432)));
        }
        if (lot < 95) {
            var except = list("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.169.254/32");
            var internet = object("ipBlock", object("cidr", "0.0.0.0/0", "except", except));
            return egress(space, client.name + "-egress-internet", client, rule("to", list(internet), ports(443)));
        }
        return calico(space, server, client);
    }

    static Map<String, Object> app(App app) {
        return matchLabels(APP, app.name);
    }

    static Map<String, Object> inNamespace(String name) {
        return matchLabels(NAMESPACE, name);
    }

    static String quoted(String key, String value) {
        return key + " == '" + value + "'";
    }

    private void networkSets(Consumer<Map<String, Object>> out) {
        for (int i = 0; i < FEEDS; i++) {
            var feed =
                    set("GlobalNetworkSet", "feed-" + i, object("threat-feed", "feed-" + i), 1000 + dice.below(4001));
            feeds.add(feed);
            out.accept(feed);
        }
        for (int i = 0; i < SMALL_SETS; i++) {
            var name = dice.pick("saas", "office", "cdn") + "-" + i;
            sets.add(name);
            out.accept(set("GlobalNetworkSet", name, object("set", name), 5 + dice.below(150)));
        }
        cluster.spaces().stream()
                .filter(space -> space.partner)
                .forEach(space -> out.accept(
                        set("NetworkSet", space.name + "/partners", object("set", "partners"), 3 + dice.below(18))));
    }

    private Map<String, Object> set(String kind, String path, Map<String, Object> labels, int size) {
        var nets = list();
        for (int i = 0; i < size; i++) {
            nets.add(net());
        }
        return Json.with(resource(CALICO, kind, path, labels), "spec", object("nets", nets));
    }

    /// How many rules that let something through each namespace has, so that all policies together are as many as
    /// asked for.
    private int[] allows() {
        var sizes = cluster.sizes();
        var allows = new int[sizes.namespaces()];
        int left = sizes.policies().all() - sizes.policies().global() - 2 * allows.length;
        for (int i = 0; i < allows.length; i++) {
            allows[i] = sizes.minAllow() + dice.below(sizes.maxAllow() - sizes.minAllow() + 1);
            left -= allows[i];
        }
        while (left != 0) {
            int at = dice.below(allows.length);
            if (left > 0 && allows[at] < sizes.maxAllow()) {
                allows[at]++;
                left--;
            } else if (left < 0 && allows[at] > sizes.minAllow()) {
                allows[at]--;
                left++;
            }
        }
        return allows;
    }

    private void inside(Space space, int allows) {
        var types = dice.chance(0.3) ? list("Ingress") : list("Ingress", "Egress");
        namespaced.add(policy(space, "default-deny", object("podSelector", object(), "policyTypes", types)));
        var dns = object(
                "namespaceSelector", inNamespace("kube-system"), "podSelector", matchLabels("k8s-app", "kube-dns"));
        var egress = rule("to", list(dns), list(port("UDP", 53), port("TCP", 53)));
        namespaced.add(policy(
                space,
                "allow-dns",
                object("podSelector", object(), "policyTypes", list("Egress"), "egress", list(egress))));
        for (int i = 0; i < allows; i++) {
            namespaced.add(allow(space));
        }
    }

    private Map<String, Object> within(Space space, App server, App client, int lot) {
        if (lot < 38) {
            var peers = list(object("podSelector", app(client)));
            if (dice.chance(0.2)) {
                peers.add(object("podSelector", app(dice.pick(space.apps))));
            }
            var name = "allow-" + client.name + "-to-" + server.name;
            return ingress(space, name, app(server), rule("from", peers, ports(server)));
        }
        if (lot < 50) {
            var to = rule("to", list(object("podSelector", app(server))), ports(server));
            return egress(space, client.name + "-egress-to-" + server.name, client, to);
        }
        var frontend = object("podSelector", matchLabels("tier", "frontend"));
        return ingress(
                space,
                "allow-frontend-to-backend",
                matchLabels("tier", "backend"),
                rule("from", list(frontend), ports(8080)));
    }

    private Map<String, Object> fromElsewhere(Space space, App server, int lot) {
        if (lot < 67) {
            var other = dice.pick(cluster.apps());
            var peer = peer(other.space.name, other.name);
            return ingress(
                    space, "allow-from-" + other.space.name, app(server), rule("from", list(peer), ports(server)));
        }
        if (lot < 75) {
            var team = matchLabels("team", cluster.anyTeam(), "env", String.valueOf(space.labels.get("env")));
            var tier = dice.chance(0.5) ? matchLabels("tier", dice.pick("frontend", "backend")) : null;
            var peer = object("namespaceSelector", team, "podSelector", tier);
            return ingress(space, "allow-team", app(server), rule("from", list(peer), ports(server)));
        }
        if (lot < 82) {
            var from = rule(
                    "from",
                    list(peer("ingress-nginx", "ingress-nginx")),
                    list(port("TCP", isWide() ? "http" : (Object) 8080)));
            return ingress(space, "allow-ingress-controller", matchLabels("tier", "frontend"), from);
        }
        return ingress(
                space, "allow-prometheus", object(), rule("from", list(peer("monitoring", "prometheus")), ports(9090)));
    }

    private Map<String, Object> calico(Space space, App server, App client) {
        var tier = dice.pick("application", "default");
        var spec = object("tier", tier, "order", 100 + 10 * dice.below(20), "selector", quoted(APP, server.name));
        if (dice.chance(0.5)) {
            var dns = object("services", object("name", "kube-dns", "namespace", "kube-system"));
            spec.put("types", list("Egress"));
            spec.put(
                    "egress",
                    list(
                            GlobalPolicies.rule("Allow", "TCP", null, outside(space)),
                            GlobalPolicies.rule("Allow", null, null, dns)));
        } else {
            var selector = APP + " in {'" + client.name + "', '" + dice.pick(space.apps).name + "'}";
            boolean port = server.role.port() != 0;
            spec.put("types", list("Ingress"));
            spec.put(
                    "ingress",
                    list(GlobalPolicies.rule(
                            "Allow",
                            port ? "TCP" : null,
                            object("selector", selector),
                            port ? object("ports", list(server.role.port())) : null)));
        }
        var path = space.name + "/" + tier + "." + space.unique("policy/", server.name + "-rules");
        return Json.with(resource(CALICO, "NetworkPolicy", path, null), "spec", spec);
    }

    private Map<String, Object> outside(Space space) {
        return space.partner
                ? object("selector", quoted("set", "partners"), "ports", list(443))
                : object(
                        "selector",
                        quoted("set", dice.pick(sets)),
                        "namespaceSelector",
                        "global()",
                        "ports",
                        list(443));
    }

    private static Map<String, Object> peer(String namespace, String app) {
        return object("namespaceSelector", inNamespace(namespace), "podSelector", matchLabels(APP, app));
    }

    private Map<String, Object> ingress(
            Space space, String name, Map<String, Object> selector, Map<String, Object> rule) {
        return policy(
                space, name, object("podSelector", selector, "policyTypes", list("Ingress"), "ingress", list(rule)));
    }

    private Map<String, Object> egress(Space space, String name, App client, Map<String, Object> rule) {
        return policy(
                space, name, object("podSelector", app(client), "policyTypes", list("Egress"), "egress", list(rule)));
    }

    private static Map<String, Object> policy(Space space, String name, Map<String, Object> spec) {
        var path = space.name + "/" + space.unique("policy/", name);
        return Json.with(resource(Json.KUBERNETES_POLICY, "NetworkPolicy", path, null), "spec", spec);
    }

    private static Map<String, Object> rule(String direction, List<Object> peers, @Nullable List<Object> ports) {
        return object(direction, peers, "ports", ports);
    }

    private static List<Object> ports(int number) {
        return list(port("TCP", number));
    }

    private boolean isWide() {
        return cluster.sizes().policies().wide();
    }

    /// By number; now and then by name, as people write them.
    private @Nullable List<Object> ports(App app) {
        if (app.role.port() == 0) {
            return null;
        }
        if (dice.chance(0.15) && isWide()) {
            return list(port("TCP", app.role.portName()));
        }
        return dice.chance(0.3)
                ? list(port("TCP", app.role.port()), port("TCP", 9090))
                : list(port("TCP", app.role.port()));
    }
}
