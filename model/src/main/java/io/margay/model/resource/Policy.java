package io.margay.model.resource;

/// A resource that packets are judged by. Each compiles into the one internal form (`io.margay.model.ruleset`).
public sealed interface Policy extends Resource
        permits KubernetesNetworkPolicy, CalicoPolicy, StagedKubernetesNetworkPolicy, AdminPolicy {}
