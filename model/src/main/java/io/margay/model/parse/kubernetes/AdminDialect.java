package io.margay.model.parse.kubernetes;

import io.margay.model.resource.Action;
import io.margay.model.resource.Kind;
import java.util.Map;

/// What the three kinds of policy.networking.k8s.io write differently.
///
/// @param actions the words for actions
/// @param accept the one of them that domain names go with; empty where there are none
/// @param most how many rules a direction has at most, and how many peers and ports a rule
/// @param ports the field of a rule that lists ports
record AdminDialect(Map<String, Action> actions, String accept, int most, String ports) {
    private static final AdminDialect CLUSTER = new AdminDialect(
            Map.of("Accept", Action.ALLOW, "Deny", Action.DENY, "Pass", Action.PASS), "Accept", 25, "protocols");
    private static final AdminDialect ADMIN = new AdminDialect(
            Map.of("Allow", Action.ALLOW, "Deny", Action.DENY, "Pass", Action.PASS), "Allow", 100, "ports");
    private static final AdminDialect BASELINE =
            new AdminDialect(Map.of("Allow", Action.ALLOW, "Deny", Action.DENY), "", 100, "ports");

    static AdminDialect of(Kind kind) {
        return kind == Kind.CLUSTER_NETWORK_POLICY ? CLUSTER : kind == Kind.ADMIN_NETWORK_POLICY ? ADMIN : BASELINE;
    }

    /// Whether it is v1alpha2's.
    boolean isCluster() {
        return ports.equals("protocols");
    }
}
