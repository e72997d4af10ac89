package io.margay.model.parse.kubernetes;

import io.margay.model.parse.KindParser;
import io.margay.model.resource.Kind;
import io.margay.model.resource.Namespace;
import io.margay.model.resource.ServiceAccount;
import org.jspecify.annotations.Nullable;

/// Which parser reads which of Kubernetes' own kinds.
public final class KubernetesParsers {
    private KubernetesParsers() {}

    /// The parser of a kind; null for a kind of Calico's.
    public static @Nullable KindParser of(Kind kind) {
        return switch (kind) {
            case NAMESPACE -> (root, metadata) -> new Namespace(metadata);
            case SERVICE_ACCOUNT -> (root, metadata) -> new ServiceAccount(metadata);
            case POD -> PodParser::parse;
            case NODE -> NodeParser::parse;
            case SERVICE -> ServiceParser::parse;
            case ENDPOINT_SLICE -> EndpointSliceParser::parse;
            case KUBERNETES_NETWORK_POLICY -> NetworkPolicyParser::parse;
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY ->
                new AdminPolicyParser(kind);
            case TIER, NETWORK_POLICY, GLOBAL_NETWORK_POLICY, STAGED_NETWORK_POLICY -> null;
            case STAGED_GLOBAL_NETWORK_POLICY, STAGED_KUBERNETES_NETWORK_POLICY, NETWORK_SET -> null;
            case GLOBAL_NETWORK_SET, HOST_ENDPOINT, PROFILE, WORKLOAD_ENDPOINT -> null;
        };
    }
}
