package io.margay.engine.bruteforce;

import io.margay.model.net.Cidr;
import io.margay.model.net.Ip;
import io.margay.model.net.NamedPort;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.List;
import java.util.Map;

/// Somebody who holds addresses: a workload, a host endpoint or a network set.
///
/// @param node where an endpoint is; empty for network sets
/// @param labels its own, and those that its profiles hand down
record Holder(
        ResourceKey key,
        String node,
        Map<String, String> labels,
        List<Cidr> nets,
        List<NamedPort> ports,
        List<String> profiles) {
    private static final String NAMESPACE = "projectcalico.org/namespace";

    boolean holds(Ip ip) {
        return nets.stream().anyMatch(net -> net.contains(ip));
    }

    /// Whether policy protects it.
    boolean isEndpoint() {
        return isWorkload() || key.kind() == Kind.HOST_ENDPOINT;
    }

    /// A pod, or a workload endpoint, be it of Kubernetes or not.
    boolean isWorkload() {
        return key.kind() == Kind.POD || key.kind() == Kind.WORKLOAD_ENDPOINT;
    }

    /// What the policies of Kubernetes are about: never a host, never a network set.
    boolean isPod() {
        return isWorkload() && "k8s".equals(labels.get("projectcalico.org/orchestrator"));
    }

    boolean isIn(String namespace) {
        return namespace.equals(labels.get(NAMESPACE));
    }

    boolean hasNamespace() {
        return labels.containsKey(NAMESPACE);
    }

    boolean hasAccount() {
        return labels.containsKey("projectcalico.org/serviceaccount");
    }

    /// What a selector over endpoints sees.
    Sight sight() {
        return new Sight(labels, "", true, true);
    }

    /// What a namespace selector sees: the labels of the namespace.
    Sight ofNamespace() {
        return new Sight(labels, "pcns.", hasNamespace(), !hasNamespace());
    }

    /// What a service account selector sees: the labels of the account.
    Sight ofAccount() {
        return new Sight(labels, "pcsa.", true, true);
    }
}
