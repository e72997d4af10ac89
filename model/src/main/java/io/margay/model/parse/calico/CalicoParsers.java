package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.parse.Value;
import io.margay.model.resource.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hands out the parsers of Calico's kinds.
public final class CalicoParsers {
    private CalicoParsers() {}

    /// The parser of a kind; null where the kind is none of Calico's.
    public static @Nullable KindParser of(Kind kind) {
        return switch (kind) {
            case NETWORK_POLICY, GLOBAL_NETWORK_POLICY, STAGED_NETWORK_POLICY, STAGED_GLOBAL_NETWORK_POLICY ->
                new PolicyParser(kind);
            case STAGED_KUBERNETES_NETWORK_POLICY -> new StagedKubernetesParser();
            case TIER -> new TierParser();
            case NETWORK_SET, GLOBAL_NETWORK_SET -> new NetworkSetParser(kind);
            case HOST_ENDPOINT -> new HostEndpointParser();
            case PROFILE -> new ProfileParser();
            case WORKLOAD_ENDPOINT -> new WorkloadEndpointParser();
            case NAMESPACE, SERVICE_ACCOUNT, POD, NODE, SERVICE, ENDPOINT_SLICE, KUBERNETES_NETWORK_POLICY -> null;
            case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, BASELINE_ADMIN_NETWORK_POLICY -> null;
        };
    }

    /// The spec of a resource; an empty one where it has none. All else in `root` is ignored or reported.
    static Fields spec(Fields root) {
        root.ignore("status");
        var spec = root.object("spec");
        root.finish();
        return spec == null ? Fields.of("", "", new Value.Mapping(0, Map.of())) : spec;
    }

    /// Reports a field that the spec must have and has not, or is empty.
    static void require(Fields root, Fields spec, String field) {
        if (Items.isSet(spec, field)) {
            return;
        }
        if (root.has("spec")) {
            spec.problem(field, "is missing");
        } else {
            // That spec is a stand-in: what it is told is lost.
            root.problem("spec." + field, "is missing");
        }
    }
}
