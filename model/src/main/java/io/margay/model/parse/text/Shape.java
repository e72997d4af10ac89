package io.margay.model.parse.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which fields of an object anybody reads; the rest is skipped without making values of it.
///
/// Only for kinds whose unknown fields are fine. Saves the greater part of a real Pod, and all of an unknown kind.
/// What is skipped of a Pod here is skipped, too, by the [LineReader] for Pods.
final class Shape {
    /// Everything.
    static final Shape EVERY = new Shape(Map.of(), true);

    private static final Shape NOTHING = new Shape(Map.of(), false);
    private static final Shape METADATA = fields(Map.of(
            "name", EVERY,
            "namespace", EVERY,
            "labels", EVERY,
            "deletionTimestamp", EVERY,
            "uid", EVERY,
            "annotations",
                    fields(Map.of("cni.projectcalico.org/podIP", EVERY, "cni.projectcalico.org/podIPs", EVERY))));
    private static final Shape CONTAINER = fields(Map.of("ports", EVERY));
    private static final Map<String, Shape> BY_KIND = Map.of(
            "Namespace", root(Map.of()),
            "ServiceAccount", root(Map.of()),
            "Pod",
                    root(Map.of(
                            "spec",
                                    fields(Map.of(
                                            "nodeName", EVERY,
                                            "hostNetwork", EVERY,
                                            "serviceAccountName", EVERY,
                                            "serviceAccount", EVERY,
                                            "containers", CONTAINER,
                                            "initContainers", CONTAINER)),
                            "status", fields(Map.of("phase", EVERY, "podIP", EVERY, "podIPs", EVERY)))),
            "Node",
                    root(Map.of(
                            "spec", fields(Map.of("podCIDR", EVERY, "podCIDRs", EVERY)),
                            "status", fields(Map.of("addresses", EVERY)))),
            "Service", root(Map.of("spec", fields(Map.of("clusterIP", EVERY, "clusterIPs", EVERY, "ports", EVERY)))));
    private static final Shape ROOT =
            new Shape(Map.of("metadata", new Shape(Map.of("managedFields", NOTHING), true)), true);

    private final Map<String, Shape> fields;
    private final boolean others;

    private Shape(Map<String, Shape> fields, boolean others) {
        this.fields = fields;
        this.others = others;
    }

    /// What is read of a resource: all but managedFields, as long as its kind is not known to need less.
    static Shape resource() {
        return ROOT;
    }

    /// What is read of a resource of this kind.
    static Shape resource(String apiVersion, String kind) {
        return apiVersion.equals("v1") ? BY_KIND.getOrDefault(kind, ROOT) : ROOT;
    }

    /// What is read of a field; null if nothing is.
    @Nullable
    Shape of(String field) {
        var shape = fields.get(field);
        if (shape == null) {
            return others ? EVERY : null;
        }
        return shape == NOTHING ? null : shape;
    }

    private static Shape fields(Map<String, Shape> fields) {
        return new Shape(fields, false);
    }

    private static Shape root(Map<String, Shape> fields) {
        var all = new HashMap<>(fields);
        all.put("apiVersion", EVERY);
        all.put("kind", EVERY);
        all.put("metadata", METADATA);
        return fields(Map.copyOf(all));
    }
}
