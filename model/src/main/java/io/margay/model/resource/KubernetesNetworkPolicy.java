package io.margay.model.resource;

/// A networking.k8s.io/v1 NetworkPolicy.
public record KubernetesNetworkPolicy(Metadata metadata, KubernetesPolicySpec spec) implements Policy {
    @Override
    public Kind kind() {
        return Kind.KUBERNETES_NETWORK_POLICY;
    }
}
