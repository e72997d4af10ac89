package io.margay.load.dataset;

import static io.margay.load.dataset.DeployedPolicies.APP;
import static io.margay.load.dataset.DeployedPolicies.NAMESPACE;
import static io.margay.load.dataset.DeployedPolicies.quoted;
import static io.margay.load.dataset.Json.CALICO;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The global policies of a [DeployedCluster]: security's, which guard all; the platform's, for what all need and for
/// the nodes; teams'; and what comes last.
final class GlobalPolicies {
    private static final String EVERY_POD = "has(projectcalico.org/namespace)";
    private static final String EVERY_NODE = "has(host-endpoint)";
    private static final String CONTROL_PLANE = "node-role == 'control-plane'";

    private final DeployedCluster cluster;
    private final DeployedPolicies policies;
    private final Dice dice;

    GlobalPolicies(DeployedCluster cluster, DeployedPolicies policies) {
        this.cluster = cluster;
        this.policies = policies;
        this.dice = cluster.dice();
    }

    /// Adds as many as are asked for.
    void addTo(List<Map<String, Object>> all) {
        security(all);
        platform(all);
        hosts(all);
        all.add(policy(
                "default.node-to-pod",
                900,
                object(
                        "selector",
                        EVERY_POD,
                        "ingress",
                        list(rule("Allow", null, object("selector", EVERY_NODE), null)))));
        all.add(policy(
                "default.icmp",
                910,
                object("selector", EVERY_POD, "ingress", list(rule("Allow", "ICMP", null, null)))));
        for (int i = 0; all.size() < cluster.sizes().policies().global(); i++) {
            all.add(team(cluster.team(i), i));
        }
    }

    /// One that a team wrote for all its namespaces.
    Map<String, Object> team(String team, int number) {
        var ours = quoted("team", team);
        var spec = switch (dice.below(3)) {
            case 0 -> {
                var frontend = object("namespaceSelector", ours, "selector", "tier == 'frontend'");
                yield ingress("tier == 'backend'", frontend, list(8080, 9000));
            }
            case 1 -> {
                var set = object("selector", quoted("set", dice.pick(policies.sets())), "ports", list(443));
                var selector = "tier in {'backend', 'batch'}";
                yield object("selector", selector, "egress", list(rule("Allow", "TCP", null, set)));
            }
            default -> {
                var other = quoted("team", cluster.anyTeam()) + " && env == 'prod'";
                yield ingress("tier == 'data'", object("namespaceSelector", other), list(5432, 6379, 9092));
            }
        };
        spec.put("namespaceSelector", ours);
        return policy("application." + team + "-" + number, 100 + number, spec);
    }

    private static Map<String, Object> ingress(String selector, Map<String, Object> source, List<Object> ports) {
        var rule = rule("Allow", "TCP", source, object("ports", ports));
        return object("selector", selector, "ingress", list(rule));
    }

    static Map<String, Object> rule(
            String action,
            @Nullable String protocol,
            @Nullable Map<String, Object> source,
            @Nullable Map<String, Object> destination) {
        return object("action", action, "protocol", protocol, "source", source, "destination", destination);
    }

    private void security(List<Map<String, Object>> all) {
        var deny = list(rule("Deny", null, null, null));
        var pass = list(rule("Pass", null, null, null));
        all.add(policy(
                "security.quarantine",
                1,
                object("selector", quoted("quarantine", "true"), "ingress", deny, "egress", deny)));
        for (int i = 0; i < policies.feeds().size(); i++) {
            var feed = object("selector", quoted("threat-feed", "feed-" + i));
            all.add(policy(
                    "security.block-feed-" + i,
                    10 + i,
                    object(
                            "selector",
                            EVERY_POD,
                            "ingress",
                            list(rule("Deny", null, feed, null)),
                            "egress",
                            list(rule("Deny", null, null, feed)))));
        }
        var metadata = object("nets", list("169.254.169.254/32"));
        all.add(policy(
                "security.block-metadata-service",
                30,
                object(
                        "selector",
                        EVERY_POD + " && projectcalico.org/namespace != 'kube-system'",
                        "egress",
                        list(rule("Deny", null, null, metadata)))));
        if (cluster.sizes().policies().wide()) {
            apart(all);
        }
        all.add(policy(
                "security.pass-the-rest", 10_000, object("selector", EVERY_POD, "ingress", pass, "egress", pass)));
    }

    private static void apart(List<Map<String, Object>> all) {
        int order = 40;
        for (var env : List.of("prod", "staging", "dev")) {
            var others = "has(env) && env != '" + env + "' && team != 'platform'";
            all.add(keptApart("security.isolate-" + env, order++, quoted("env", env), others));
        }
        var notPci = "(!has(compliance) || compliance != 'pci') && team != 'platform'";
        all.add(keptApart("security.pci", 50, quoted("compliance", "pci"), notPci));
    }

    private Object metrics() {
        return cluster.sizes().policies().wide() ? "metrics" : (Object) 9090;
    }

    private static Map<String, Object> keptApart(String name, int order, String namespaces, String others) {
        return policy(
                name,
                order,
                object(
                        "namespaceSelector",
                        namespaces,
                        "ingress",
                        list(rule("Deny", null, object("namespaceSelector", others), null))));
    }

    private void platform(List<Map<String, Object>> all) {
        var port = object("ports", list(53));
        var dns = object(
                "selector",
                "k8s-app == 'kube-dns'",
                "namespaceSelector",
                quoted(NAMESPACE, "kube-system"),
                "ports",
                list(53));
        var ask = list(rule("Allow", "UDP", null, dns), rule("Allow", "TCP", null, dns));
        var answer = list(rule("Allow", "UDP", null, port), rule("Allow", "TCP", null, port));
        all.add(policy("platform.dns", 10, object("selector", EVERY_POD, "egress", ask)));
        all.add(policy("platform.dns-server", 11, object("selector", "k8s-app == 'kube-dns'", "ingress", answer)));
        var prometheus =
                object("selector", quoted(APP, "prometheus"), "namespaceSelector", quoted(NAMESPACE, "monitoring"));
        var scrape = list(rule("Allow", "TCP", prometheus, object("ports", list(metrics()))));
        all.add(policy("platform.monitoring", 20, object("selector", EVERY_POD, "ingress", scrape)));
        var api = object("services", object("name", "kubernetes", "namespace", "default"));
        var call = list(rule("Allow", null, null, api));
        var callers = "tier == 'platform' || tier == 'batch'";
        all.add(policy("platform.api-server", 30, object("selector", callers, "egress", call)));
        var web = list(rule("Allow", "TCP", null, object("ports", list(80, 443))));
        all.add(policy("platform.edge", 40, object("selector", quoted(APP, "ingress-nginx"), "ingress", web)));
    }

    /// For the nodes themselves: what must never be cut, then what is closed.
    private static void hosts(List<Map<String, Object>> all) {
        var nodes = object("selector", EVERY_NODE);
        var masters = object("selector", CONTROL_PLANE);
        var bastion = object("nets", list("172.16.10.0/28"));
        all.add(host("ssh", 100, EVERY_NODE, list(rule("Allow", "TCP", bastion, object("ports", list(22))))));
        all.add(host("kubelet", 101, EVERY_NODE, list(rule("Allow", "TCP", masters, object("ports", list(10250))))));
        all.add(host("api", 102, CONTROL_PLANE, list(rule("Allow", "TCP", null, object("ports", list(6443))))));
        all.add(host(
                "etcd", 103, CONTROL_PLANE, list(rule("Allow", "TCP", masters, object("ports", list("2379:2380"))))));
        all.add(host(
                "overlay",
                104,
                EVERY_NODE,
                list(
                        rule("Allow", "UDP", nodes, object("ports", list(4789))),
                        rule("Allow", "TCP", nodes, object("ports", list(179, 5473))))));
        all.add(host("icmp", 105, EVERY_NODE, list(rule("Allow", "ICMP", null, null))));
        all.add(policy(
                "platform.host-out",
                106,
                object("selector", EVERY_NODE, "egress", list(rule("Allow", null, null, null)))));
        all.add(host("closed", 107, EVERY_NODE, list(rule("Deny", null, null, null))));
        forwarded(all);
    }

    /// What is judged before addresses are translated, or connections tracked.
    private static void forwarded(List<Map<String, Object>> all) {
        var nodePorts = object("ports", list("30000:32767"));
        all.add(policy(
                "platform.host-nodeports",
                108,
                object(
                        "selector",
                        EVERY_NODE,
                        "preDNAT",
                        true,
                        "applyOnForward",
                        true,
                        "ingress",
                        list(
                                rule("Allow", "TCP", object("nets", list("172.16.20.0/24")), nodePorts),
                                rule("Deny", "TCP", null, nodePorts)))));
        var time = object("nets", list("172.16.1.0/29"), "ports", list(123));
        all.add(policy(
                "platform.host-ntp",
                109,
                object(
                        "selector",
                        EVERY_NODE,
                        "doNotTrack",
                        true,
                        "applyOnForward",
                        true,
                        "ingress",
                        list(rule("Allow", "UDP", time, null)),
                        "egress",
                        list(rule("Allow", "UDP", null, time)))));
    }

    private static Map<String, Object> host(String name, int order, String selector, List<Object> ingress) {
        return policy("platform.host-" + name, order, object("selector", selector, "ingress", ingress));
    }

    private static Map<String, Object> policy(String name, int order, Map<String, Object> spec) {
        spec.put("tier", name.substring(0, name.indexOf('.')));
        spec.put("order", order);
        var types = list();
        if (spec.containsKey("ingress")) {
            types.add("Ingress");
        }
        if (spec.containsKey("egress")) {
            types.add("Egress");
        }
        spec.put("types", types);
        return Json.with(Json.resource(CALICO, "GlobalNetworkPolicy", name, null), "spec", spec);
    }
}
