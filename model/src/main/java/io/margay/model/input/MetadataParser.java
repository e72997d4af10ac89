package io.margay.model.input;

import io.margay.model.label.Labels;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.parse.calico.CalicoParsers;
import io.margay.model.parse.calico.StoredMetadata;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Metadata;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what every resource has.
///
/// Policies and Calico's kinds are checked as an API server checks them: names, labels, unknown fields. Of the core
/// kinds, which Margay only looks at, odd names and labels are taken as they are.
final class MetadataParser {
    private static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";
    private static final String[] OTHERS = {
        "creationTimestamp",
        "deletionGracePeriodSeconds",
        "deletionTimestamp",
        "finalizers",
        "generateName",
        "generation",
        "managedFields",
        "ownerReferences",
        "resourceVersion",
        "selfLink",
        "uid"
    };

    private MetadataParser() {}

    static Metadata parse(Fields root, Kind kind) {
        root.ignore("apiVersion", "kind");
        var metadata = root.object("metadata");
        if (metadata == null) {
            if (!root.has("metadata")) {
                root.problem("metadata", "is missing");
            }
            return new Metadata("", "", Labels.EMPTY, root.where());
        }
        var name = metadata.required("name");
        var namespace = namespace(metadata, kind);
        if (!isStrict(kind) && kind != Kind.NAMESPACE) {
            return new Metadata(namespace, name, metadata.labels("labels"), root.where());
        }
        var labels = isCalicos(kind) ? StoredMetadata.labels(metadata) : metadata.textMap("labels");
        if (isStrict(kind)) {
            check(metadata, name, namespace);
            check(metadata.object("labels"), labels);
        }
        return new Metadata(
                namespace, name, Labels.of(kind == Kind.NAMESPACE ? named(labels, name) : labels), root.where());
    }

    /// The labels of a namespace: API servers add its name to them, and manifests leave it out.
    private static Map<String, String> named(Map<String, String> labels, String name) {
        if (name.isEmpty()) {
            return labels;
        }
        var all = new LinkedHashMap<>(labels);
        all.put(NAMESPACE_NAME, name);
        return all;
    }

    private static void check(@Nullable Fields object, Map<String, String> labels) {
        if (object != null) {
            labels.forEach((key, value) -> {
                report(object, key, Names.labelKeyProblem(key));
                report(object, key, Names.labelValueProblem(value));
            });
        }
    }

    /// The namespace that kubectl would use where none is written.
    static String namespaceOr(String namespace) {
        return namespace.isEmpty() ? "default" : namespace;
    }

    private static String namespace(Fields metadata, Kind kind) {
        var namespace = metadata.text("namespace");
        if (!kind.namespaced()) {
            if (!namespace.isEmpty()) {
                metadata.warning("namespace", "is not looked at: a " + kind.word() + " has none");
            }
            return "";
        }
        if (namespace.isEmpty()) {
            metadata.warning("has no namespace: read as default");
        }
        return namespaceOr(namespace);
    }

    private static void check(Fields metadata, String name, String namespace) {
        if (!name.isEmpty()) {
            report(metadata, "name", Names.subdomainProblem(name));
        }
        if (!namespace.isEmpty()) {
            report(metadata, "namespace", Names.labelProblem(namespace));
        }
        metadata.textMap("annotations");
        metadata.ignore(OTHERS);
        metadata.finish();
    }

    private static boolean isCalicos(Kind kind) {
        return CalicoParsers.of(kind) != null;
    }

    private static boolean isStrict(Kind kind) {
        return switch (kind) {
            case NAMESPACE, SERVICE_ACCOUNT, POD, NODE, SERVICE, ENDPOINT_SLICE -> false;
            case KUBERNETES_NETWORK_POLICY, TIER, NETWORK_POLICY, GLOBAL_NETWORK_POLICY -> true;
            case STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY -> true;
            case NETWORK_SET, GLOBAL_NETWORK_SET, HOST_ENDPOINT, PROFILE, WORKLOAD_ENDPOINT -> true;
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> true;
        };
    }

    private static void report(Fields metadata, String field, @Nullable String problem) {
        if (problem != null) {
            metadata.problem(field, problem);
        }
    }
}
