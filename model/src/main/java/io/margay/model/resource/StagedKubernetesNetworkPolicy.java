package io.margay.model.resource;

/// A projectcalico.org/v3 StagedKubernetesNetworkPolicy: kept, ordered and reported, never enforced.
public record StagedKubernetesNetworkPolicy(Metadata metadata, boolean staysStaged, KubernetesPolicySpec spec)
    implements Policy {
  @Override
  public Kind kind() {
    return Kind.STAGED_KUBERNETES_NETWORK_POLICY;
  }
}
