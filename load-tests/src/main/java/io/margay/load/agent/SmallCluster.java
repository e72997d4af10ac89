package io.margay.load.agent;

import io.margay.model.label.Labels;
import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.IpVersion;
import io.margay.model.net.PortRange;
import io.margay.model.net.Protocol;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.Node;
import io.margay.model.resource.Pod;
import io.margay.model.resource.Resource;
import io.margay.model.resource.Where;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Some nodes of so many pods each, so many policies, all of which select pods on every node, and what may change.
final class SmallCluster {
    static final int PODS_OF_A_NODE = 100;
    static final int POLICIES = 300;
    static final int NODES = 10;

    private static final int NAMESPACES = 10;
    private static final int APPS = 10;
    /// Rules ask for groups; a pod is in one of them.
    private static final int GROUPS = 100;
    private static final int RULES = 4;
    private static final int FIRST_PORT = 8000;
    private static final long FIRST_ADDRESS = 0x0a00_0001L;
    private static final int ADDRESS_BITS_OF_A_NODE = 16;

    private SmallCluster() {}

    /// All of it.
    static List<Resource> everything() {
        var namespaces = IntStream.range(0, NAMESPACES)
                .mapToObj(i -> new Namespace(new Metadata("", namespace(i), Labels.EMPTY, Where.NOWHERE)));
        var nodes = IntStream.range(0, NODES)
                .mapToObj(i -> new Node(
                        new Metadata("", node(i), Labels.EMPTY, Where.NOWHERE), List.of(), List.of(), List.of()));
        var pods = IntStream.range(0, NODES)
                .boxed()
                .flatMap(node -> IntStream.range(0, PODS_OF_A_NODE).mapToObj(i -> pod(node, i, 0)));
        var policies = IntStream.range(0, POLICIES).mapToObj(i -> policy(i, 0));
        return Stream.<Stream<? extends Resource>>of(namespaces, nodes, pods, policies)
                .<Resource>flatMap(some -> some)
                .toList();
    }

    static String node(int number) {
        return "n" + number;
    }

    /// A pod, which is in another group with each edition.
    static Pod pod(int node, int number, int edition) {
        var labels = Labels.of("app", app(number / NAMESPACES), "group", group(node + number + edition));
        return new Pod(
                new Metadata(namespace(number), node(node) + "-pod" + number, labels, Where.NOWHERE),
                node(node),
                "default",
                false,
                Pod.Phase.RUNNING,
                List.of(address(node, number).network()),
                List.of(),
                1);
    }

    static Cidr address(int node, int number) {
        long low = FIRST_ADDRESS + ((long) node << ADDRESS_BITS_OF_A_NODE) + number;
        return Cidr.of(new Ip(IpVersion.V4, 0, low));
    }

    /// A policy, which has other ports with each edition.
    static KubernetesNetworkPolicy policy(int number, int edition) {
        var rules = IntStream.range(0, RULES)
                .mapToObj(i -> rule(number * RULES + i, FIRST_PORT + edition))
                .toList();
        var selected = new LabelSelector(Map.of("app", app(number / NAMESPACES)), List.of());
        return new KubernetesNetworkPolicy(
                new Metadata(namespace(number), "policy" + number, Labels.EMPTY, Where.NOWHERE),
                new KubernetesPolicySpec(selected, true, false, rules, List.of()));
    }

    private static KubernetesPolicySpec.Rule rule(int group, int port) {
        var pods = new LabelSelector(Map.of("group", group(group)), List.of());
        return new KubernetesPolicySpec.Rule(
                Where.NOWHERE,
                List.of(new KubernetesPolicySpec.PodPeer(pods, LabelSelector.ALL)),
                List.of(new KubernetesPolicySpec.Port(Protocol.TCP, PortRange.single(port), null)));
    }

    private static String namespace(int number) {
        return "team" + number % NAMESPACES;
    }

    private static String app(int number) {
        return "app" + number % APPS;
    }

    private static String group(int number) {
        return "group" + number % GROUPS;
    }
}
