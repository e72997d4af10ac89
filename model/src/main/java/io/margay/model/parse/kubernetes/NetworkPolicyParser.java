package io.margay.model.parse.kubernetes;

import io.margay.model.parse.Fields;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import java.util.List;

/// Reads a NetworkPolicy of networking.k8s.io/v1.
final class NetworkPolicyParser {
    private NetworkPolicyParser() {}

    static KubernetesNetworkPolicy parse(Fields root, Metadata metadata) {
        var spec = root.object("spec");
        root.ignore("status");
        root.finish();
        if (spec == null) {
            root.warning("has no spec: it selects every pod of its namespace and denies ingress");
            var everything = new KubernetesPolicySpec(LabelSelector.ALL, true, false, List.of(), List.of());
            return new KubernetesNetworkPolicy(metadata, everything);
        }
        var policy = KubernetesPolicySpecParser.parse(spec);
        spec.finish();
        return new KubernetesNetworkPolicy(metadata, policy);
    }
}
