package io.margay.load.dataset;

import static io.margay.load.dataset.Json.list;
import static io.margay.load.dataset.Json.object;
import static io.margay.load.dataset.Json.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The datasets A to E of Antrea's controller benchmark. Pods sit on Node-0 to Node-999, of which there are no objects;
/// their addresses are any four octets. Every policy has both policy types, no egress and at most one peer.
final class AntreaCluster implements Cluster {
    private static final int NODES = 1000;
    private static final int WORD = 8;

    /// Which of the five.
    enum Test {
        SMALL_NAMESPACES,
        LARGE_NAMESPACES,
        ONE_NAMESPACE,
        POLICY_PER_POD,
        CLUSTER_SCOPED
    }

    private final Test test;
    private final int updates;
    private final Dice dice;
    private final Set<String> words = new HashSet<>();
    private final List<Map<String, Object>> pods = new ArrayList<>();
    private Consumer<Map<String, Object>> out = _ -> {};

    AntreaCluster(Test test, long seed, int updates) {
        this.test = test;
        this.updates = updates;
        this.dice = new Dice(seed);
    }

    @Override
    public void snapshot(Consumer<Map<String, Object>> to) {
        out = to;
        switch (test) {
            case SMALL_NAMESPACES -> smallNamespaces();
            case LARGE_NAMESPACES -> largeNamespaces();
            case ONE_NAMESPACE -> oneNamespace();
            case POLICY_PER_POD -> policyPerPod();
            case CLUSTER_SCOPED -> clusterScoped();
        }
    }

    /// One pod at a time moves to the other of its namespace's two groups.
    @Override
    public void updates(Consumer<Map<String, Object>> to) {
        for (int i = 0; i < updates; i++) {
            var pod = dice.pick(pods);
            var metadata = Json.get(pod, "metadata");
            boolean first = Json.get(metadata, "labels").containsKey("app-1");
            metadata.put("labels", first ? object("app-2", "scale-2") : object("app-1", "scale-1"));
            to.accept(Json.upsert("pod-relabel", pod));
        }
    }

    private void smallNamespaces() {
        for (int i = 0; i < 25_000; i++) {
            var namespace = namespace();
            policy(namespace + "/default-deny-all", null, null, null);
            for (int group = 1; group <= 2; group++) {
                var labels = object("app-" + group, "scale-" + group);
                policy(namespace + "/np-" + group, labels, labels, null);
                pod(namespace + "/pod" + (2 * group - 1), labels);
                pod(namespace + "/pod" + 2 * group, labels);
            }
        }
    }

    private void largeNamespaces() {
        for (int i = 0; i < 100; i++) {
            var namespace = namespace();
            policy(namespace + "/default-deny-all", null, null, null);
            for (int k = 0; k < 100; k++) {
                var labels = object("app-" + k, "scale-" + k);
                policy(namespace + "/np-" + k, labels, labels, null);
                tenPods(namespace, k, labels);
            }
        }
    }

    private void oneNamespace() {
        var namespace = namespace();
        var labels = object("app-1", "scale-1");
        for (int i = 0; i < 10_000; i++) {
            policy(namespace + "/" + word(), labels, labels, null);
            pod(namespace + "/" + word(), labels);
        }
    }

    private void policyPerPod() {
        var namespace = namespace();
        for (int i = 0; i < 5_000; i++) {
            var one = object("app", "scale-" + word());
            var other = object("app", "scale-" + word());
            policy(namespace + "/" + word(), one, other, null);
            policy(namespace + "/" + word(), other, one, null);
            pod(namespace + "/" + word(), one);
            pod(namespace + "/" + word(), other);
        }
    }

    private void clusterScoped() {
        for (int i = 0; i < 1_000; i++) {
            var company = object("company", "company-" + i % 100);
            var namespace = "company-" + i % 100 + "-" + word();
            namespace(namespace, company);
            for (int k = 0; k < 10; k++) {
                var labels = object("app", "scale-" + k);
                policy(namespace + "/np-" + k, labels, labels, company);
                tenPods(namespace, k, labels);
            }
        }
    }

    private void tenPods(String namespace, int group, Map<String, Object> labels) {
        for (int i = 0; i < 10; i++) {
            pod(namespace + "/pod-" + group + "-" + i, labels);
        }
    }

    private String namespace() {
        var name = word();
        namespace(name, object("app", name));
        return name;
    }

    private void namespace(String name, Map<String, Object> labels) {
        out.accept(identified(resource("v1", "Namespace", name, labels)));
    }

    private void pod(String path, Map<String, Object> labels) {
        var pod = identified(resource("v1", "Pod", path, labels));
        pod.put("spec", object("nodeName", "Node-" + dice.below(NODES)));
        var ip = dice.below(256) + "." + dice.below(256) + "." + dice.below(256) + "." + dice.below(256);
        pod.put("status", Json.running(List.of(ip)));
        pods.add(pod);
        out.accept(pod);
    }

    private void policy(
            String path,
            @Nullable Map<String, Object> to,
            @Nullable Map<String, Object> from,
            @Nullable Map<String, Object> namespaces) {
        var selector = object("matchLabels", to);
        var ingress = from == null
                ? list()
                : list(object(
                        "from",
                        list(object(
                                "podSelector",
                                object("matchLabels", from),
                                "namespaceSelector",
                                namespaces == null ? null : object("matchLabels", namespaces)))));
        var spec = object(
                "podSelector",
                selector,
                "policyTypes",
                list("Ingress", "Egress"),
                "ingress",
                ingress,
                "egress",
                list());
        out.accept(Json.with(identified(resource(Json.KUBERNETES_POLICY, "NetworkPolicy", path, null)), "spec", spec));
    }

    private Map<String, Object> identified(Map<String, Object> resource) {
        Json.get(resource, "metadata").put("uid", dice.uid());
        return resource;
    }

    /// A word that was not there before.
    private String word() {
        while (true) {
            var word = dice.word(WORD);
            if (words.add(word)) {
                return word;
            }
        }
    }
}
