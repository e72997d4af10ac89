package io.margay.cli.processes;

import io.margay.load.bench.UpdateFile;
import io.margay.load.churn.Change;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// A small cluster that changes: pods come, go and get other labels, policies come, change and go.
///
/// Its first nodes have two pods each that send and hear packets; those of the others are only there. Two, in a
/// namespace of their own, may talk to each other whatever changes.
final class Scene {
    /// So many nodes have pods with packets.
    static final int NODES_WITH_PACKETS = 5;
    static final int PODS_WITH_PACKETS = 2;
    /// The two that may always talk: the first of the first two nodes.
    static final int CLIENT = 0;

    static final int SERVER = PODS_WITH_PACKETS;

    private static final int PODS_OF_OTHERS = 3;
    private static final int POLICIES = 8;
    private static final List<String> APPS = List.of("web", "api", "db");
    private static final List<String> TIERS = List.of("front", "back");
    private static final int OF_TEN_LABELS = 4;
    private static final int OF_TEN_LIVES = 6;
    private static final int OF_TEN_STEADY = 7;
    private static final int TEN = 10;

    /// Where a pod may be.
    ///
    /// @param isSteady whether it is one of the two
    record Slot(String node, String address, boolean isSteady) {}

    private final List<Slot> slots = new ArrayList<>();
    private final List<String> nodes = new ArrayList<>();
    private final Map<ResourceKey, Resource> present = new LinkedHashMap<>();
    private final Map<Slot, String> occupants = new LinkedHashMap<>();
    private final UpdateFile reader = UpdateFile.named("scene");
    private int lives;

    private Scene(int count) {
        for (int i = 0; i < count; i++) {
            nodes.add("node-" + i);
            int pods = i < NODES_WITH_PACKETS ? PODS_WITH_PACKETS : PODS_OF_OTHERS;
            for (int pod = 1; pod <= pods; pod++) {
                boolean isSteady = pod == 1 && i <= 1;
                slots.add(new Slot(nodes.getLast(), "10.71." + i + "." + pod, isSteady));
            }
        }
    }

    /// One of so many nodes.
    static Scene of(int nodes) {
        return new Scene(nodes);
    }

    List<String> nodes() {
        return List.copyOf(nodes);
    }

    /// The address of a node itself.
    static String address(int node) {
        return "10.70.0." + (node + 1);
    }

    /// All of them; those with packets come first, in the order of their nodes.
    List<Slot> slots() {
        return List.copyOf(slots);
    }

    /// What there is now.
    Collection<Resource> resources() {
        return List.copyOf(present.values());
    }

    /// What there is at first.
    List<Change> start(RandomGenerator random) throws IOException {
        var changes = new ArrayList<Change>();
        for (var namespace : List.of("shop", "steady")) {
            changes.add(put("""
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}""".formatted(namespace)));
        }
        for (int i = 0; i < nodes.size(); i++) {
            changes.add(put("""
                {"apiVersion":"v1","kind":"Node","metadata":{"name":"%s"},\
                "status":{"addresses":[{"type":"InternalIP","address":"%s"}]}}""".formatted(nodes.get(i), address(i))));
        }
        for (var slot : slots) {
            changes.add(slot.isSteady ? steadyPod(slot) : pod(slot, random));
        }
        changes.add(steadyPolicy(random));
        for (int i = 0; i < POLICIES; i++) {
            changes.add(policy(i, random));
        }
        return changes;
    }

    /// Another change.
    Change next(RandomGenerator random) throws IOException {
        int kind = random.nextInt(TEN);
        if (kind >= OF_TEN_STEADY) {
            return policy(random.nextInt(POLICIES), random);
        }
        if (kind >= OF_TEN_LIVES) {
            return steadyPolicy(random);
        }
        return ofPod(slots.get(random.nextInt(slots.size())), kind < OF_TEN_LABELS, random);
    }

    /// The pods of a node end, but for those with packets, and others on another node have their addresses.
    List<Change> replace(String node, String by, RandomGenerator random) throws IOException {
        var changes = new ArrayList<Change>();
        for (int i = NODES_WITH_PACKETS * PODS_WITH_PACKETS; i < slots.size(); i++) {
            var slot = slots.get(i);
            if (slot.node.equals(node)) {
                changes.addAll(moved(i, by, random));
            }
        }
        return changes;
    }

    private List<Change> moved(int number, String by, RandomGenerator random) throws IOException {
        var slot = slots.get(number);
        var elsewhere = new Slot(by, slot.address, false);
        slots.set(number, elsewhere);
        return occupants.containsKey(slot)
                ? List.of(gone(slot), pod(elsewhere, random))
                : List.of(pod(elsewhere, random));
    }

    private Change ofPod(Slot slot, boolean isLabels, RandomGenerator random) throws IOException {
        if (slot.isSteady) {
            return steadyPolicy(random);
        }
        var occupant = occupants.get(slot);
        if (occupant == null) {
            return pod(slot, random);
        }
        return isLabels ? put(text(slot, occupant, random)) : gone(slot);
    }

    private Change pod(Slot slot, RandomGenerator random) throws IOException {
        var name = "pod-" + lives++;
        occupants.put(slot, name);
        return put(text(slot, name, random));
    }

    private Change gone(Slot slot) throws IOException {
        var name = Objects.requireNonNull(occupants.remove(slot));
        return change("delete", "", """
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s"}}""".formatted(name));
    }

    private static String text(Slot slot, String name, RandomGenerator random) {
        return """
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"shop","name":"%s","labels":{"app":"%s",\
            "tier":"%s"}},"spec":{"nodeName":"%s"},"status":{"phase":"Running","podIP":"%s"}}""".formatted(name, one(APPS, random), one(TIERS, random), slot.node, slot.address);
    }

    private Change steadyPod(Slot slot) throws IOException {
        var role = slot.node.equals(nodes.getFirst()) ? "client" : "server";
        return put("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"namespace":"steady","name":"%s","labels":{"role":"%s"}},\
            "spec":{"nodeName":"%s"},"status":{"phase":"Running","podIP":"%s"}}""".formatted(role, role, slot.node, slot.address));
    }

    /// The two may always talk; whoever else may talk to the second changes.
    private Change steadyPolicy(RandomGenerator random) throws IOException {
        return put("""
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
            "metadata":{"namespace":"steady","name":"steady"},"spec":{"podSelector":{},\
            "policyTypes":["Ingress"],"ingress":[{"from":[{"podSelector":{"matchLabels":{"role":"client"}}},\
            {"namespaceSelector":{},"podSelector":{"matchLabels":{"app":"%s","tier":"%s"}}}]}]}}""".formatted(one(APPS, random), one(TIERS, random)));
    }

    private Change policy(int number, RandomGenerator random) throws IOException {
        return number == 0
                ? globalPolicy(random)
                : put("""
                {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
                "metadata":{"namespace":"shop","name":"policy-%d"},"spec":{\
                "podSelector":{"matchLabels":{"%s"}},"policyTypes":[%s],\
                "ingress":[{"from":[{"podSelector":{"matchLabels":{"%s"}}}]%s}],\
                "egress":[{"to":[{"podSelector":{"matchLabels":{"%s"}}}]}]}}""".formatted(
                                number,
                                label(random),
                                one(List.of("\"Ingress\"", "\"Ingress\"", "\"Ingress\",\"Egress\""), random),
                                label(random),
                                one(List.of("", ",\"ports\":[{\"port\":80}]"), random),
                                label(random)));
    }

    private Change globalPolicy(RandomGenerator random) throws IOException {
        return put("""
            {"apiVersion":"projectcalico.org/v3","kind":"GlobalNetworkPolicy","metadata":{"name":"global"},\
            "spec":{"order":10,"selector":"app == '%s'","types":["Ingress"],\
            "ingress":[{"action":"Deny","source":{"selector":"app == '%s' && tier == '%s'"}},{"action":"%s"}]}}""".formatted(
                        one(APPS, random),
                        one(APPS, random),
                        one(TIERS, random),
                        one(List.of("Allow", "Deny", "Pass"), random)));
    }

    private static String label(RandomGenerator random) {
        return random.nextBoolean() ? "app\":\"" + one(APPS, random) : "tier\":\"" + one(TIERS, random);
    }

    private static <T> T one(List<T> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private Change put(String object) throws IOException {
        return change("upsert", object, object);
    }

    private Change change(String op, String object, String named) throws IOException {
        var line = "{\"op\":\"" + op + "\",\"class\":\"scene\",\"object\":" + named + "}";
        var edit = reader.edit(1, line);
        if (edit.resource() == null) {
            present.remove(edit.key());
        } else {
            present.put(edit.key(), edit.resource());
        }
        return new Change(edit, object, line);
    }
}
