package io.margay.model.resource;

import java.util.List;

/// A policy of policy.networking.k8s.io: ClusterNetworkPolicy v1alpha2, AdminNetworkPolicy, BaselineAdminNetworkPolicy.
///
/// @param tier of a ClusterNetworkPolicy as written; ADMIN for an AdminNetworkPolicy, else BASELINE
/// @param priority 0 to 1000, lower first; 0 for a BaselineAdminNetworkPolicy
public record AdminPolicy(
        Kind kind,
        Metadata metadata,
        AdminTier tier,
        int priority,
        AdminSubject subject,
        List<AdminRule> ingressRules,
        List<AdminRule> egressRules)
        implements Policy {
    /// Which of the two tiers of the API it is in.
    public enum AdminTier {
        ADMIN,
        BASELINE
    }

    /// Whom it is for: pods of namespaces. Host-networked pods never are.
    public record AdminSubject(LabelSelector namespaces, LabelSelector pods) {}

    public AdminPolicy {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
    }
}
