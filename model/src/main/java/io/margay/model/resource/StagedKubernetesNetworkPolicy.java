package io.margay.model.resource;

/// A projectcalico.org/v3 StagedKubernetesNetworkPolicy: kept, ordered and reported, never enforced.
///
/// @param staysStaged false with stagedAction Delete, which is not looked at
public record StagedKubernetesNetworkPolicy(Metadata metadata, boolean staysStaged, KubernetesPolicySpec spec)
        implements Policy {
    @Override
    public Kind kind() {
        return Kind.STAGED_KUBERNETES_NETWORK_POLICY;
    }
}
