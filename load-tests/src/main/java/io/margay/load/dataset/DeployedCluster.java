package io.margay.load.dataset;

import static io.margay.load.dataset.Json.CALICO;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.resource;

import io.margay.load.dataset.Workloads.App;
import io.margay.load.dataset.Workloads.Controller;
import io.margay.load.dataset.Workloads.Pod;
import io.margay.load.dataset.Workloads.Role;
import io.margay.load.dataset.Workloads.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A cluster as people build it. Pods come from Deployments, whose sizes follow Pareto's law, StatefulSets and
/// Jobs, and are labelled as Helm charts do; each namespace has its default deny, its DNS rule and a handful of
/// rules that let something through; some global policies guard everything; threat feeds are network sets.
final class DeployedCluster implements Cluster {
    private static final int MOST_REPLICAS = 2_000;
    private static final double PARETO = 1.15;
    private static final int PER_NET = 250;
    private static final int CONTROL_PLANE = 5;

    private static final List<Role> ROLES = List.of(
            new Role("api", "server", "backend", "http", 8080),
            new Role("web", "frontend", "frontend", "http", 8080),
            new Role("worker", "worker", "backend", "", 0),
            new Role("gateway", "gateway", "frontend", "https", 8443),
            new Role("consumer", "worker", "backend", "", 0),
            new Role("grpc", "server", "backend", "grpc", 9000),
            new Role("admin", "frontend", "frontend", "http", 3000),
            new Role("cache", "cache", "data", "redis", 6379),
            new Role("pool", "proxy", "data", "postgres", 5432),
            new Role("scheduler", "scheduler", "backend", "http", 8081));
    private static final List<Role> STORES = List.of(
            new Role("postgresql", "primary", "data", "tcp-postgresql", 5432),
            new Role("redis", "master", "data", "redis", 6379),
            new Role("kafka", "broker", "data", "kafka", 9092),
            new Role("rabbitmq", "broker", "data", "amqp", 5672),
            new Role("elasticsearch", "master", "data", "http", 9200),
            new Role("mongodb", "replica", "data", "mongodb", 27017));

    private final DeployedSizes sizes;
    private final int updates;
    private final Dice dice;
    private final Workloads workloads;
    private final DeployedPolicies policies;
    private final List<Space> spaces = new ArrayList<>();
    private final List<App> apps = new ArrayList<>();
    private final List<Pod> jobs = new ArrayList<>();
    private final List<Space> weighted = new ArrayList<>();

    DeployedCluster(DeployedSizes sizes, long seed, int updates) {
        this.sizes = sizes;
        this.updates = updates;
        this.dice = new Dice(seed);
        this.workloads = new Workloads(sizes.nodes(), dice);
        this.policies = new DeployedPolicies(this);
    }

    @Override
    public void snapshot(Consumer<Map<String, Object>> out) {
        policies.tiers(out);
        for (int i = 0; i < sizes.nodes(); i++) {
            var labels = object("topology.kubernetes.io/zone", "z" + i % 3, "node-role", nodeRole(i));
            out.accept(Json.node(node(i), nodeAddress(i), labels));
        }
        makeSpaces();
        makeApps();
        spaces.forEach(space -> inside(space, out));
        apps.forEach(app -> app.pods.forEach(pod -> out.accept(Workloads.object(pod))));
        jobs.forEach(pod -> out.accept(Workloads.object(pod)));
        policies.all(out);
        for (int i = 0; i < sizes.nodes(); i++) {
            out.accept(hostEndpoint(i));
        }
        services(out);
    }

    @Override
    public void updates(Consumer<Map<String, Object>> out) {
        new DeployedUpdates(this, policies).write(updates, out);
    }

    /// The same with another share of changes that are of pods.
    void updates(double podShare, Consumer<Map<String, Object>> out) {
        new DeployedUpdates(this, policies).write(updates, podShare, out);
    }

    DeployedSizes sizes() {
        return sizes;
    }

    Dice dice() {
        return dice;
    }

    Workloads workloads() {
        return workloads;
    }

    List<Space> spaces() {
        return spaces;
    }

    /// One that belongs to a team.
    Space anySpace() {
        return spaces.get(4 + dice.below(spaces.size() - 4));
    }

    /// What serves or calls, Jobs left out; the cluster's DNS is the first, then its ingress and its monitoring.
    List<App> apps() {
        return apps;
    }

    List<Pod> jobs() {
        return jobs;
    }

    String anyTeam() {
        return team(dice.below(sizes.teams()));
    }

    String team(int number) {
        int at = number % sizes.teams();
        var domain = Workloads.DOMAINS.get(at % Workloads.DOMAINS.size());
        int round = at / Workloads.DOMAINS.size();
        return round == 0 ? domain : domain + "-" + (round + 1);
    }

    static Map<String, Object> namespace(Space space) {
        return resource("v1", "Namespace", space.name, space.labels);
    }

    /// The endpoints of the cluster's DNS.
    Map<String, Object> dnsSlice() {
        var endpoints = apps.getFirst().pods.stream()
                .<Object>map(pod -> Json.ready(pod.address()))
                .toList();
        return Json.slice(
                "kube-system",
                "kube-dns",
                endpoints,
                list(
                        object("name", "dns", "port", 53, "protocol", "UDP"),
                        object("name", "dns-tcp", "port", 53, "protocol", "TCP")));
    }

    static String node(int number) {
        return "node-%04d".formatted(number);
    }

    private static String nodeAddress(int number) {
        return "192.168." + number / PER_NET + "." + (number % PER_NET + 1);
    }

    private static String nodeRole(int number) {
        return number < CONTROL_PLANE ? "control-plane" : "worker";
    }

    private void makeSpaces() {
        var names = new HashSet<>(List.of("kube-system", "ingress-nginx", "monitoring", "default"));
        for (var name : List.of("kube-system", "ingress-nginx", "monitoring", "default")) {
            space(name, "platform", "prod");
        }
        while (spaces.size() < sizes.namespaces()) {
            var team = anyTeam();
            var env = dice.pick("prod", "prod", "staging", "dev");
            var name = team + "-" + dice.pick(Workloads.DOMAINS) + "-" + env;
            if (names.add(name)) {
                space(name, team, env);
            }
        }
        // Heavy-tailed: a few namespaces hold much.
        for (var space : spaces.subList(4, spaces.size())) {
            int weight = (int) Math.ceil(4 * Math.exp(0.8 * dice.bell()));
            for (int i = 0; i < weight; i++) {
                weighted.add(space);
            }
        }
    }

    private void space(String name, String team, String env) {
        var labels = object("kubernetes.io/metadata.name", name, "team", team, "env", env);
        if (!team.equals("platform") && dice.chance(0.05)) {
            labels.put("compliance", "pci");
        }
        if (dice.chance(0.5)) {
            labels.put("pod-security.kubernetes.io/enforce", dice.pick("baseline", "restricted"));
        }
        spaces.add(new Space(name, labels, !team.equals("platform") && dice.chance(0.1)));
    }

    /// 2 % of the pods from Jobs, 3 % from StatefulSets, the rest from Deployments.
    private void makeApps() {
        app(
                spaces.get(0),
                Controller.DEPLOYMENT,
                new Role("coredns", "dns", "platform", "dns", 53),
                sizes.dnsReplicas());
        app(
                spaces.get(1),
                Controller.DEPLOYMENT,
                new Role("ingress-nginx", "controller", "platform", "https", 443),
                2 * sizes.dnsReplicas());
        app(spaces.get(2), Controller.STATEFUL_SET, new Role("prometheus", "server", "platform", "web", 9090), 4);
        int left = sizes.pods() * 95 / 100 - 3 * sizes.dnsReplicas() - 4;
        for (int made = 0; left > 0; made++) {
            var space =
                    made < 2 * (spaces.size() - 4) ? spaces.get(4 + made % (spaces.size() - 4)) : dice.pick(weighted);
            int replicas = (int) Math.min(MOST_REPLICAS, 2 / Math.pow(1 - dice.share(), 1 / PARETO));
            replicas = Math.min(Math.min(replicas, left), 2 * sizes.nodes());
            var role = dice.pick(ROLES);
            var named = new Role(
                    dice.pick(Workloads.DOMAINS) + "-" + role.name(),
                    role.component(),
                    role.tier(),
                    role.portName(),
                    role.port());
            app(space, Controller.DEPLOYMENT, named, replicas);
            left -= replicas;
        }
        for (left = sizes.pods() * 3 / 100; left > 0; ) {
            int replicas = Math.min(left, dice.pick(List.of(1, 3, 3, 3, 5)));
            app(anySpace(), Controller.STATEFUL_SET, dice.pick(STORES), replicas);
            left -= replicas;
        }
        for (left = sizes.pods() * 2 / 100; left > 0; left--) {
            jobs.add(workloads.job(anySpace()));
        }
    }

    private void app(Space space, Controller controller, Role role, int replicas) {
        var app = workloads.app(space, controller, role);
        workloads.grow(app, replicas);
        apps.add(app);
    }

    private static void inside(Space space, Consumer<Map<String, Object>> out) {
        out.accept(namespace(space));
        var labels = object("app.kubernetes.io/managed-by", "Helm", "team", space.team());
        space.apps.stream()
                .map(app -> app.serviceAccount)
                .distinct()
                .forEach(account -> out.accept(resource("v1", "ServiceAccount", space.name + "/" + account, labels)));
    }

    private static Map<String, Object> hostEndpoint(int number) {
        var labels = object("host-endpoint", "true", "node-role", nodeRole(number));
        var spec = object(
                "node",
                node(number),
                "interfaceName",
                "*",
                "expectedIPs",
                list(nodeAddress(number)),
                "profiles",
                list("projectcalico-default-allow"));
        return Json.with(resource(CALICO, "HostEndpoint", node(number) + "-all", labels), "spec", spec);
    }

    private void services(Consumer<Map<String, Object>> out) {
        var dns = resource("v1", "Service", "kube-system/kube-dns", object("k8s-app", "kube-dns"));
        dns.put(
                "spec",
                object(
                        "clusterIP",
                        "172.30.0.10",
                        "ports",
                        list(
                                object("name", "dns", "port", 53, "protocol", "UDP", "targetPort", 53),
                                object("name", "dns-tcp", "port", 53, "protocol", "TCP", "targetPort", 53))));
        out.accept(dns);
        out.accept(dnsSlice());
        var api = resource("v1", "Service", "default/kubernetes", null);
        var https = object("name", "https", "port", 443, "protocol", "TCP", "targetPort", 6443);
        api.put("spec", object("clusterIP", "172.30.0.1", "ports", list(https)));
        out.accept(api);
        var endpoints = list();
        for (int i = 0; i < CONTROL_PLANE; i++) {
            endpoints.add(Json.ready(nodeAddress(i)));
        }
        out.accept(Json.slice(
                "default", "kubernetes", endpoints, list(object("name", "https", "port", 6443, "protocol", "TCP"))));
    }
}
