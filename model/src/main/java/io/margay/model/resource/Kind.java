package io.margay.model.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Every kind of resource that Margay reads, with its API group and its scope.
public enum Kind {
    NAMESPACE("v1", "Namespace", false),
    SERVICE_ACCOUNT("v1", "ServiceAccount", true),
    POD("v1", "Pod", true),
    NODE("v1", "Node", false),
    SERVICE("v1", "Service", true),
    ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice", true),
    KUBERNETES_NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", true),
    TIER("projectcalico.org/v3", "Tier", false),
    NETWORK_POLICY("projectcalico.org/v3", "NetworkPolicy", true),
    GLOBAL_NETWORK_POLICY("projectcalico.org/v3", "GlobalNetworkPolicy", false),
    STAGED_NETWORK_POLICY("projectcalico.org/v3", "StagedNetworkPolicy", true),
    STAGED_GLOBAL_NETWORK_POLICY("projectcalico.org/v3", "StagedGlobalNetworkPolicy", false),
    STAGED_KUBERNETES_NETWORK_POLICY("projectcalico.org/v3", "StagedKubernetesNetworkPolicy", true),
    NETWORK_SET("projectcalico.org/v3", "NetworkSet", true),
    GLOBAL_NETWORK_SET("projectcalico.org/v3", "GlobalNetworkSet", false),
    HOST_ENDPOINT("projectcalico.org/v3", "HostEndpoint", false),
    PROFILE("projectcalico.org/v3", "Profile", false),
    WORKLOAD_ENDPOINT("projectcalico.org/v3", "WorkloadEndpoint", true),
    CLUSTER_NETWORK_POLICY("policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", false),
    ADMIN_NETWORK_POLICY("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", false),
    BASELINE_ADMIN_NETWORK_POLICY("policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy", false);

    private static final Map<String, List<Kind>> BY_WORD =
            Arrays.stream(values()).collect(Collectors.groupingBy(Kind::word, Collectors.toUnmodifiableList()));
    private static final String CALICO_CRD = "crd.projectcalico.org/v1";

    private final String apiVersion;
    private final String word;
    private final boolean namespaced;

    Kind(String apiVersion, String word, boolean namespaced) {
        this.apiVersion = apiVersion;
        this.word = word;
        this.namespaced = namespaced;
    }

    /// The kind of an `apiVersion` and `kind` as written; `crd.projectcalico.org/v1` is read as `projectcalico.org/v3`.
    public static Optional<Kind> of(String apiVersion, String kind) {
        var known = apiVersion.equals(CALICO_CRD) ? "projectcalico.org/v3" : apiVersion;
        for (var each : BY_WORD.getOrDefault(kind, List.of())) {
            if (each.apiVersion.equals(known)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /// The API version that this kind is reported with, such as `networking.k8s.io/v1`.
    public String apiVersion() {
        return apiVersion;
    }

    /// The kind as users write it, such as `NetworkPolicy`; two kinds share that word.
    public String word() {
        return word;
    }

    /// Whether its resources live in a namespace.
    public boolean namespaced() {
        return namespaced;
    }
}
