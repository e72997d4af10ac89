package io.margay.model.resource;

/// A projectcalico.org/v3 NetworkPolicy or GlobalNetworkPolicy, or one of their staged forms.
///
/// @param kind NETWORK_POLICY, GLOBAL_NETWORK_POLICY, STAGED_NETWORK_POLICY or STAGED_GLOBAL_NETWORK_POLICY
public record CalicoPolicy(Kind kind, Metadata metadata, CalicoPolicySpec spec) implements Policy {
    /// Whether it is one of the staged forms: kept, ordered and reported, never enforced.
    public boolean staged() {
        return kind == Kind.STAGED_NETWORK_POLICY || kind == Kind.STAGED_GLOBAL_NETWORK_POLICY;
    }
}
