package io.margay.engine;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.verdict.Answer;
import io.margay.engine.verdict.Answer.Judged;
import io.margay.engine.verdict.Evaluator;
import io.margay.engine.verdict.Options;
import io.margay.engine.verdict.Side;
import io.margay.model.input.InputParser;
import io.margay.model.resource.Resource;
import io.margay.model.ruleset.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cluster for tests, written as users write one, resource by resource.
public record Cluster(List<Resource> resources) {
    /// The cluster of some YAML documents. Fails on anything that is wrong with them.
    public static Cluster of(String... documents) {
        return read("cluster.yaml", String.join("\n---\n", documents));
    }

    /// The cluster of one YAML text.
    public static Cluster read(String file, String yaml) {
        var input = new InputParser().parse(file, new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        if (!input.problems().isEmpty() || !input.unknownKinds().isEmpty()) {
            throw new IllegalArgumentException(input.problems() + " " + input.unknownKinds());
        }
        return new Cluster(input.resources());
    }

    /// A Namespace; labels as `a: b, c: d`.
    public static String namespace(String name, String labels) {
        return "{apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {%s}}}".formatted(name, labels);
    }

    /// A Pod on node n1 with one address.
    public static String pod(String path, String ip, String labels) {
        return pod(path, ip, labels, "");
    }

    /// A Pod with container ports, as `{name: http, containerPort: 80}`.
    public static String pod(String path, String ip, String labels, String ports) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {%s, labels: {%s}}
        spec: {nodeName: n1, containers: [{name: c, image: i, ports: [%s]}]}
        status: {phase: Running, podIP: "%s"}
        """.formatted(name(path), labels, ports, ip);
    }

    /// A networking.k8s.io NetworkPolicy; its spec in braces.
    public static String kubernetes(String path, String spec) {
        return "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {%s}, spec: %s}"
                .formatted(name(path), spec);
    }

    /// A resource of projectcalico.org/v3; `path` is `namespace/name` or a name; its spec in braces.
    public static String calico(String kind, String path, String spec) {
        return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {%s}, spec: %s}"
                .formatted(kind, name(path), spec);
    }

    /// A GlobalNetworkSet or NetworkSet.
    public static String networkSet(String kind, String path, String labels, String nets) {
        return "{apiVersion: projectcalico.org/v3, kind: %s, metadata: {%s, labels: {%s}}, spec: {nets: [%s]}}"
                .formatted(kind, name(path), labels, nets);
    }

    /// A Node with an InternalIP; `spec` in braces.
    public static String node(String name, String ip, String labels, String spec) {
        return """
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: {%s}}
        spec: %s
        status: {addresses: [{type: InternalIP, address: "%s"}]}
        """.formatted(name, labels, spec, ip);
    }

    /// A resource of policy.networking.k8s.io.
    public static String admin(String kind, String name, String spec) {
        var version = kind.equals("ClusterNetworkPolicy") ? "v1alpha2" : "v1alpha1";
        return "{apiVersion: policy.networking.k8s.io/%s, kind: %s, metadata: {name: %s}, spec: %s}"
                .formatted(version, kind, name, spec);
    }

    private static String name(String path) {
        var slash = path.indexOf('/');
        return slash < 0
                ? "name: " + path
                : "namespace: " + path.substring(0, slash) + ", name: " + path.substring(slash + 1);
    }

    /// Its catalog.
    public Catalog catalog() {
        return Catalog.of(resources);
    }

    /// What the Evaluator says about a probe such as `pod:shop/web > 10.0.0.9 TCP 80`.
    public Answer answer(String probe) {
        return Evaluator.of(resources).judge(ProbeText.parse(probe));
    }

    /// Its verdict. Fails where there is none.
    public Judged judge(String probe) {
        return judge(probe, Options.ENFORCED);
    }

    /// Its verdict, judged as asked.
    public Judged judge(String probe, Options options) {
        return switch (Evaluator.of(resources, options).judge(ProbeText.parse(probe))) {
            case Judged judged -> judged;
            case Answer.Unanswerable(var what) -> throw new AssertionError(what);
        };
    }

    /// Whether the packet passes.
    public boolean allows(String probe) {
        return judge(probe).verdict() == Verdict.ALLOW;
    }

    /// The receiver's side. Fails where there is none.
    public Side ingress(String probe) {
        return there(judge(probe).ingress());
    }

    /// The sender's side. Fails where there is none.
    public Side egress(String probe) {
        return there(judge(probe).egress());
    }

    private static Side there(@Nullable Side side) {
        if (side == null) {
            throw new AssertionError("no endpoint of ours is on this side");
        }
        return side;
    }
}
