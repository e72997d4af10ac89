package io.margay.engine.bruteforce;

import io.margay.model.resource.AdminPolicy;
import io.margay.model.resource.AdminPolicy.AdminTier;
import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.resource.Kind;
import io.margay.model.resource.KubernetesNetworkPolicy;
import io.margay.model.resource.Policy;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import io.margay.model.ruleset.Direction;
import io.margay.model.ruleset.PolicyRules.Stage;
import java.util.List;

/// How a policy of any kind is read.
final class Reading {
    private static final double KUBERNETES_ORDER = 1000;

    /// Of the one BaselineAdminNetworkPolicy, which has no priority.
    private static final double BASELINE_ORDER = 1000;

    private final AdminReading admin;
    private final CalicoReading calico;

    Reading(World world) {
        this.admin = new AdminReading(world);
        this.calico = new CalicoReading(world);
    }

    CalicoReading calico() {
        return calico;
    }

    /// Whether it has a say about an endpoint's packets of a direction, at a stage.
    static boolean asks(Policy policy, Holder endpoint, Direction direction, Stage stage) {
        return switch (policy) {
            case KubernetesNetworkPolicy it ->
                stage == Stage.NORMAL
                        && KubernetesReading.selects(it, endpoint)
                        && KubernetesReading.looks(it, direction);
            case AdminPolicy it ->
                stage == Stage.NORMAL && AdminReading.selects(it, endpoint) && AdminReading.looks(it, direction);
            case CalicoPolicy it ->
                !it.staged()
                        && stage(it) == stage
                        && CalicoReading.selects(it, endpoint)
                        && CalicoReading.looks(it, direction);
            case StagedKubernetesNetworkPolicy _ -> false;
        };
    }

    List<Line> lines(Policy policy, Direction direction) {
        return switch (policy) {
            case KubernetesNetworkPolicy it -> KubernetesReading.lines(it, direction);
            case AdminPolicy it -> admin.lines(it, direction);
            case CalicoPolicy it -> calico.lines(it, direction);
            case StagedKubernetesNetworkPolicy _ -> List.of();
        };
    }

    static String tier(Policy policy) {
        return switch (policy) {
            case KubernetesNetworkPolicy _, StagedKubernetesNetworkPolicy _ -> "default";
            case CalicoPolicy it -> it.spec().tier();
            case AdminPolicy it
            when it.kind() == Kind.CLUSTER_NETWORK_POLICY ->
                it.tier() == AdminTier.ADMIN ? "kube-admin" : "kube-baseline";
            case AdminPolicy it -> it.tier() == AdminTier.ADMIN ? "adminnetworkpolicy" : "baselineadminnetworkpolicy";
        };
    }

    static double order(Policy policy) {
        return switch (policy) {
            case KubernetesNetworkPolicy _, StagedKubernetesNetworkPolicy _ -> KUBERNETES_ORDER;
            case CalicoPolicy it -> it.spec().order().value();
            case AdminPolicy it -> it.kind() == Kind.BASELINE_ADMIN_NETWORK_POLICY ? BASELINE_ORDER : it.priority();
        };
    }

    /// What equal orders of one tier are sorted by: the names that Calico v3.31 gives them.
    static String tieBreak(Policy policy) {
        var name = policy.metadata().name();
        var inNamespace =
                policy.metadata().namespace().isEmpty() ? "" : policy.metadata().namespace() + "/";
        return switch (policy) {
            case KubernetesNetworkPolicy _, StagedKubernetesNetworkPolicy _ -> inNamespace + "knp.default." + name;
            case CalicoPolicy it -> inNamespace + tiered(it.spec().tier(), name);
            case AdminPolicy _ -> name;
        };
    }

    private static String tiered(String tier, String name) {
        return name.startsWith(tier + ".") ? name : tier + "." + name;
    }

    private static Stage stage(CalicoPolicy policy) {
        if (policy.spec().has(Flag.DO_NOT_TRACK)) {
            return Stage.UNTRACKED;
        }
        return policy.spec().has(Flag.PRE_DNAT) ? Stage.PRE_DNAT : Stage.NORMAL;
    }
}
