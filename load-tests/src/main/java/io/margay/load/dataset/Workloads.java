package io.margay.load.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What runs in a [DeployedCluster], and where: apps of namespaces, their pods, the nodes' addresses.
final class Workloads {
    private static final int HOSTS_PER_NODE = 252;
    private static final int MOST_PODS = 250;
    private static final int HASH = 9;
    private static final int SUFFIX = 5;
    private static final int JOB_NUMBER = 29_000_000;

    static final List<String> DOMAINS = List.of(
            "orders",
            "payments",
            "catalog",
            "search",
            "cart",
            "ledger",
            "risk",
            "identity",
            "billing",
            "pricing",
            "inventory",
            "shipping",
            "returns",
            "reviews",
            "loyalty",
            "mail",
            "push",
            "media",
            "geo",
            "fraud",
            "accounts",
            "sessions",
            "audit",
            "reports",
            "feeds",
            "partners",
            "quotes",
            "claims",
            "tickets",
            "events");

    /// What controls pods.
    enum Controller {
        DEPLOYMENT,
        STATEFUL_SET,
        JOB
    }

    /// What an app is for.
    ///
    /// @param port 0: none
    record Role(String name, String component, String tier, String portName, int port) {}

    /// A namespace.
    static final class Space {
        final String name;
        final Map<String, Object> labels;
        final List<App> apps = new ArrayList<>();
        final boolean partner;
        private final Set<String> names = new HashSet<>();

        Space(String name, Map<String, Object> labels, boolean partner) {
            this.name = name;
            this.labels = labels;
            this.partner = partner;
        }

        String team() {
            return String.valueOf(labels.get("team"));
        }

        /// This name, or with a number after it where that kind of thing has it already.
        String unique(String kind, String wanted) {
            var name = wanted;
            for (int i = 2; !names.add(kind + name); i++) {
                name = wanted + "-" + i;
            }
            return name;
        }
    }

    /// A Deployment, StatefulSet or run of a CronJob.
    static final class App {
        final Space space;
        final Controller controller;
        final Role role;
        final String name;
        final String instance;
        final String team;
        final String serviceAccount;
        final boolean metrics;
        final List<Pod> pods = new ArrayList<>();
        private final Map<Integer, Integer> perNode = new HashMap<>();
        String version = "1.0.0";
        String hash = "";
        private int ordinal;

        App(Space space, Controller controller, Role role, Naming naming) {
            this.space = space;
            this.controller = controller;
            this.role = role;
            this.name = naming.name;
            this.instance = naming.instance;
            this.serviceAccount = naming.serviceAccount;
            this.metrics = naming.metrics;
            this.team = space.team();
        }
    }

    /// How an app is called and what it has.
    record Naming(String name, String instance, String serviceAccount, boolean metrics) {}

    /// A pod.
    static final class Pod {
        final App app;
        final String name;
        final String version;
        final String hash;
        final int node;
        private final int host;
        Map<String, Object> extra = Map.of();

        private Pod(App app, String name, int node, int host) {
            this.app = app;
            this.name = name;
            this.version = app.version;
            this.hash = app.hash;
            this.node = node;
            this.host = host;
        }

        String address() {
            return "10." + (node >> 8) + "." + (node & 255) + "." + host;
        }
    }

    private static final class Node {
        private final BitSet used = new BitSet(HOSTS_PER_NODE);
        private int next;
        private int pods;
    }

    private final Dice dice;
    private final List<Node> nodes = new ArrayList<>();
    private int jobsRun;

    Workloads(int nodes, Dice dice) {
        this.dice = dice;
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(new Node());
        }
    }

    /// An app without pods, which the namespace gets.
    App app(Space space, Controller controller, Role role) {
        var name = space.unique("app/", role.name);
        var naming = new Naming(
                name, dice.chance(0.4) ? space.team() : name, dice.chance(0.5) ? name : "default", dice.chance(0.6));
        var app = new App(space, controller, role, naming);
        renew(app);
        space.apps.add(app);
        return app;
    }

    /// A run of a CronJob: a name and an owner that no other pod has.
    Pod job(Space space) {
        jobsRun++;
        var name = dice.pick(DOMAINS) + "-" + dice.pick("backup", "report", "cleanup", "sync");
        var role = new Role(name, "job", "batch", "", 0);
        var app = new App(space, Controller.JOB, role, new Naming(name, name, "default", false));
        var run = name + "-" + (JOB_NUMBER + jobsRun);
        var pod = place(app, run + "-" + dice.word(SUFFIX));
        var owner = dice.uid();
        pod.extra = Json.object(
                "job-name",
                run,
                "batch.kubernetes.io/job-name",
                run,
                "controller-uid",
                owner,
                "batch.kubernetes.io/controller-uid",
                owner);
        return pod;
    }

    /// The app gets a new template.
    void renew(App app) {
        app.version = (1 + dice.below(4)) + "." + dice.below(30) + "." + dice.below(10);
        app.hash = dice.word(HASH);
    }

    void grow(App app, int replicas) {
        for (int i = 0; i < replicas; i++) {
            replica(app);
        }
    }

    /// A pod more.
    Pod replica(App app) {
        if (app.controller == Controller.DEPLOYMENT) {
            return place(app, app.space.unique("pod/", app.name + "-" + app.hash + "-" + dice.word(SUFFIX)));
        }
        var pod = place(app, app.name + "-" + app.ordinal);
        pod.extra = Json.object(
                "statefulset.kubernetes.io/pod-name", pod.name, "apps.kubernetes.io/pod-index", "" + app.ordinal);
        app.ordinal++;
        return pod;
    }

    /// The pod goes; its address is free again.
    void gone(Pod pod) {
        var node = nodes.get(pod.node);
        pod.app.pods.remove(pod);
        pod.app.perNode.merge(pod.node, -1, Integer::sum);
        node.used.clear(pod.host);
        node.pods--;
    }

    /// On the best of four random nodes: fewest replicas of the same app, then fewest pods.
    private Pod place(App app, String name) {
        int best = dice.below(nodes.size());
        for (int i = 1; i < 4 || nodes.get(best).pods >= MOST_PODS; i++) {
            int other = dice.below(nodes.size());
            best = cost(app, other) < cost(app, best) ? other : best;
        }
        return placed(app, name, best);
    }

    private int cost(App app, int node) {
        return app.perNode.getOrDefault(node, 0) * 1000 + nodes.get(node).pods;
    }

    private Pod placed(App app, String name, int at) {
        var node = nodes.get(at);
        while (node.used.get(node.next + 2)) {
            node.next = (node.next + 1) % HOSTS_PER_NODE;
        }
        var pod = new Pod(app, name, at, node.next + 2);
        node.used.set(pod.host);
        node.next = (node.next + 1) % HOSTS_PER_NODE;
        node.pods++;
        app.perNode.merge(at, 1, Integer::sum);
        app.pods.add(pod);
        return pod;
    }

    /// The pod as an object of the API.
    static Map<String, Object> object(Pod pod) {
        var app = pod.app;
        var labels = new LinkedHashMap<>(Json.object(
                "app.kubernetes.io/name", app.name,
                "app.kubernetes.io/instance", app.instance,
                "app.kubernetes.io/component", app.role.component,
                "app.kubernetes.io/version", pod.version,
                "app.kubernetes.io/managed-by", "Helm",
                "team", app.team,
                "tier", app.role.tier,
                "k8s-app", app.name.equals("coredns") ? "kube-dns" : null,
                "pod-template-hash", app.controller == Controller.DEPLOYMENT ? pod.hash : null,
                "controller-revision-hash", revision(pod)));
        labels.putAll(pod.extra);
        var ports = Json.list();
        if (app.role.port != 0) {
            ports.add(port(app.role.portName, app.role.port));
        }
        if (app.metrics) {
            ports.add(port("metrics", 9090));
        }
        var image = "registry/" + app.name + ":" + pod.version;
        var container = Json.object("name", "app", "image", image, "ports", ports);
        var object = Json.resource("v1", "Pod", app.space.name + "/" + pod.name, labels);
        object.put(
                "spec",
                Json.object(
                        "nodeName", DeployedCluster.node(pod.node),
                        "serviceAccountName", app.serviceAccount,
                        "containers", Json.list(container)));
        object.put("status", Json.running(List.of(pod.address())));
        return object;
    }

    private static @Nullable String revision(Pod pod) {
        return pod.app.controller == Controller.STATEFUL_SET ? pod.app.name + "-" + pod.hash : null;
    }

    private static Map<String, Object> port(String name, int number) {
        return Json.object("name", name, "containerPort", number, "protocol", number == 53 ? "UDP" : "TCP");
    }
}
