package io.margay.engine.identity;

/// Names of labels and profiles that Calico gives a meaning to.
public final class WellKnown {
    /// Label: the namespace of a workload or of a namespaced network set.
    public static final String NAMESPACE = "projectcalico.org/namespace";

    /// Label: who made a workload; `k8s` for pods.
    public static final String ORCHESTRATOR = "projectcalico.org/orchestrator";

    /// The orchestrator of pods.
    public static final String KUBERNETES = "k8s";

    /// Label: the service account of a pod.
    public static final String SERVICE_ACCOUNT = "projectcalico.org/serviceaccount";

    /// Label of a namespace or service account: its own name.
    public static final String NAME = "projectcalico.org/name";

    /// What stands before the labels that a namespace hands down.
    public static final String NAMESPACE_PREFIX = "pcns.";

    /// What stands before the labels that a service account hands down.
    public static final String SERVICE_ACCOUNT_PREFIX = "pcsa.";

    /// What the name of the profile that a namespace is begins with.
    public static final String NAMESPACE_PROFILE = "kns.";

    /// What the name of the profile that a service account is begins with.
    public static final String SERVICE_ACCOUNT_PROFILE = "ksa.";

    private WellKnown() {}

    /// The profile that a namespace is.
    public static String namespaceProfile(String namespace) {
        return NAMESPACE_PROFILE + namespace;
    }

    /// The profile that a service account is.
    public static String serviceAccountProfile(String namespace, String name) {
        return SERVICE_ACCOUNT_PROFILE + namespace + "." + name;
    }

    /// Whether a key is one that only a namespace or a service account may hand down.
    public static boolean isInherited(String key) {
        return key.startsWith(NAMESPACE_PREFIX) || key.startsWith(SERVICE_ACCOUNT_PREFIX);
    }
}
