package io.margay.load.dataset;

import static io.margay.load.dataset.Json.CALICO;
import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A cluster whose pods draw every label by lot, so that nearly none is like another: the worst case, as an identity is
/// then a pod. Its policies use all forms that there are, the share of them that says so.
final class UniqueCluster implements Cluster {
    private static final int PER_NET = 250;

    /// A pod, which may change.
    static final class UniquePod {
        final String path;
        final String node;
        final List<String> addresses;
        final String serviceAccount;
        final @Nullable String extra;
        String app;
        String role;
        String version;
        int revision;

        UniquePod(String path, String node, List<String> addresses, UniqueWords words) {
            var dice = words.dice();
            this.path = path;
            this.node = node;
            this.addresses = addresses;
            this.app = words.app();
            this.role = words.role();
            this.version = words.version();
            this.serviceAccount = "sa-" + dice.below(2);
            this.extra = dice.chance(0.2) ? dice.pick(UniqueWords.EXTRAS) : null;
        }

        Map<String, Object> object() {
            var labels = Json.object(
                    "app", app, "role", role, "version", version, "pod-template-hash", "h" + revision, "extra", extra);
            var ports = list(
                    Json.object(
                            "name", "http", "containerPort", role.equals("role-1") ? 8443 : 8080, "protocol", "TCP"),
                    Json.object("name", "dns", "containerPort", 5353, "protocol", "UDP"));
            var container = Json.object("name", "c", "image", "img", "ports", ports);
            var pod = resource("v1", "Pod", path, labels);
            pod.put(
                    "spec",
                    Json.object("nodeName", node, "serviceAccountName", serviceAccount, "containers", list(container)));
            pod.put("status", Json.running(addresses));
            return pod;
        }
    }

    private final UniqueSizes sizes;
    private final int updates;
    private final Dice dice;
    private final UniqueWords words;
    private final UniqueKubernetes kubernetes;
    private final UniqueCalico calico;
    private final List<UniquePod> pods = new ArrayList<>();
    private final List<Map<String, Object>> policies = new ArrayList<>();
    private final List<Map<String, Object>> globals = new ArrayList<>();
    private final List<Map<String, Object>> sets = new ArrayList<>();

    UniqueCluster(UniqueSizes sizes, long seed, int updates) {
        this.sizes = sizes;
        this.updates = updates;
        this.dice = new Dice(seed);
        this.words = new UniqueWords(sizes, dice);
        this.kubernetes = new UniqueKubernetes(words);
        this.calico = new UniqueCalico(words);
    }

    @Override
    public void snapshot(Consumer<Map<String, Object>> out) {
        tiers(out);
        for (int i = 0; i < sizes.nodes(); i++) {
            out.accept(Json.node(node(i), nodeAddress(i), object("zone", "z" + i % 3)));
        }
        for (int i = 0; i < sizes.namespaces(); i++) {
            out.accept(namespace("ns-" + i));
            for (int k = 0; k < 2; k++) {
                out.accept(resource("v1", "ServiceAccount", "ns-" + i + "/sa-" + k, object("level", "l" + k)));
            }
        }
        for (int i = 0; i < sizes.nodes(); i++) {
            for (int k = 0; k < sizes.podsPerNode(); k++) {
                var own = "10." + (i >> 8) + "." + (i & 255) + "." + (k % PER_NET + 2);
                out.accept(pod(i, own, "fd00:" + Integer.toHexString(i) + "::" + Integer.toHexString(k + 2))
                        .object());
            }
        }
        for (int i = 0; i < sizes.namespaces(); i++) {
            inside(i, out);
        }
        everywhere(out);
    }

    @Override
    public void updates(Consumer<Map<String, Object>> out) {
        var changes = new UniqueUpdates(this, words);
        for (int i = 0; i < updates; i++) {
            changes.next(out);
        }
    }

    /// A pod more.
    UniquePod pod(int node, String address, String second) {
        var addresses = sizes.dual() ? List.of(address, second) : List.of(address);
        var pod = new UniquePod(words.namespace() + "/pod-" + words.nextId(), node(node), addresses, words);
        pods.add(pod);
        return pod;
    }

    List<UniquePod> pods() {
        return pods;
    }

    List<Map<String, Object>> policies() {
        return policies;
    }

    List<Map<String, Object>> globals() {
        return globals;
    }

    List<Map<String, Object>> sets() {
        return sets;
    }

    /// A policy for a namespace; of Kubernetes, this often.
    Map<String, Object> policy(String namespace, double kubernetesShare) {
        return dice.chance(kubernetesShare) ? kubernetes.random(namespace) : calico.namespaced(namespace);
    }

    Map<String, Object> global() {
        return calico.global();
    }

    Map<String, Object> namespace(String name) {
        return resource(
                "v1",
                "Namespace",
                name,
                object(
                        "kubernetes.io/metadata.name",
                        name,
                        "team",
                        words.team(),
                        "env",
                        words.env(),
                        "restricted",
                        dice.chance(0.1) ? "true" : null));
    }

    /// A network set with other networks.
    Map<String, Object> networkSet(String kind, String path) {
        var nets = list();
        for (int i = 0; i < sizes.networks(); i++) {
            nets.add(net());
        }
        var labels = object("setname", path.substring(path.indexOf('/') + 1), "role", words.role());
        return Json.with(resource(CALICO, kind, path, labels), "spec", object("nets", nets));
    }

    Map<String, Object> slice(String namespace, String service) {
        var endpoints = list();
        for (int i = 0; i < 5; i++) {
            endpoints.add(Json.ready(dice.pick(pods).addresses.getFirst()));
        }
        return Json.slice(namespace, service, endpoints, list(object("name", "http", "protocol", "TCP", "port", 8080)));
    }

    static Map<String, Object> tier(String name, int order, String action) {
        return Json.with(resource(CALICO, "Tier", name, null), "spec", object("order", order, "defaultAction", action));
    }

    private static void tiers(Consumer<Map<String, Object>> out) {
        out.accept(tier("default", 1_000_000, "Deny"));
        out.accept(tier("adminnetworkpolicy", 1_000, "Pass"));
        out.accept(tier("baselineadminnetworkpolicy", 10_000_000, "Pass"));
        out.accept(tier("security", 100, "Deny"));
        out.accept(tier("platform", 200, "Pass"));
    }

    private void inside(int number, Consumer<Map<String, Object>> out) {
        var namespace = "ns-" + number;
        for (int k = 0; k < sizes.kubernetesPolicies(); k++) {
            keep(policies, k == 0 ? kubernetes.closed(namespace) : kubernetes.random(namespace), out);
        }
        for (int k = 0; k < sizes.calicoPolicies(); k++) {
            keep(policies, calico.namespaced(namespace), out);
        }
        keep(sets, networkSet("NetworkSet", namespace + "/set-0"), out);
        for (int k = 0; k < 2; k++) {
            var service = resource("v1", "Service", namespace + "/svc-" + k, null);
            var clusterIp = "172.30." + number % 256 + "." + (number / 256 * 16 + k + 1);
            service.put(
                    "spec",
                    object(
                            "clusterIP",
                            clusterIp,
                            "ports",
                            list(object("name", "http", "protocol", "TCP", "port", 80, "targetPort", 8080))));
            out.accept(service);
            out.accept(slice(namespace, "svc-" + k));
        }
    }

    private void everywhere(Consumer<Map<String, Object>> out) {
        for (int i = 0; i < sizes.globalPolicies(); i++) {
            keep(globals, calico.global(), out);
        }
        for (int i = 0; i < sizes.globalSets(); i++) {
            keep(sets, networkSet("GlobalNetworkSet", "gset-" + i), out);
        }
        for (int i = 0; i < sizes.nodes(); i++) {
            out.accept(hostEndpoint(i));
        }
        for (int i = 0; i < sizes.staged(); i++) {
            out.accept(calico.staged(i, kubernetes.random(words.namespace())));
        }
        for (int i = 0; i < sizes.admin(); i++) {
            out.accept(kubernetes.admin(i));
        }
    }

    private Map<String, Object> hostEndpoint(int number) {
        boolean named = number % 2 == 0;
        var spec = object(
                "node",
                node(number),
                "interfaceName",
                named ? "eth0" : "*",
                "expectedIPs",
                list(nodeAddress(number)),
                "profiles",
                list("projectcalico-default-allow"),
                "ports",
                named ? list(object("name", "http", "protocol", "TCP", "port", 6443)) : null);
        var name = named ? "eth0" : "all";
        var labels = object("hep", name, "role", words.role());
        return Json.with(resource(CALICO, "HostEndpoint", node(number) + "-" + name, labels), "spec", spec);
    }

    private String net() {
        return switch (dice.below(6)) {
            case 0 -> "198.18." + dice.below(64) + ".0/24";
            case 1 -> "198.18." + dice.below(64) + "." + dice.below(256);
            case 2 -> sizes.dual() ? "2001:db8:" + Integer.toHexString(dice.below(64)) + "::/48" : single();
            default -> single();
        };
    }

    private String single() {
        return "203." + dice.below(4) + "." + dice.below(256) + "." + dice.below(256) + "/32";
    }

    private static String node(int number) {
        return "node-%04d".formatted(number);
    }

    private static String nodeAddress(int number) {
        return "192.168." + number / PER_NET + "." + (number % PER_NET + 1);
    }

    private static void keep(
            List<Map<String, Object>> kept, Map<String, Object> object, Consumer<Map<String, Object>> out) {
        kept.add(object);
        out.accept(object);
    }
}
