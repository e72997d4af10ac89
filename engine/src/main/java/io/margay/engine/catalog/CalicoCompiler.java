package io.margay.engine.catalog;

import io.margay.model.resource.CalicoPolicy;
import io.margay.model.resource.CalicoPolicySpec;
import io.margay.model.resource.CalicoPolicySpec.Flag;
import io.margay.model.ruleset.PolicyRules;
import io.margay.model.ruleset.PolicyRules.Stage;
import io.margay.model.selector.Selector;

/// Calico's NetworkPolicies and GlobalNetworkPolicies, staged or not.
///
/// Source: `docs/semantics.md`, "Calico policies".
final class CalicoCompiler {
    private static final String EVERYWHERE = "AssumeNeededOnEveryNode";

    private CalicoCompiler() {}

    static PolicyRules compile(CalicoPolicy policy) {
        var spec = policy.spec();
        var rules = new CalicoRules(policy.metadata().namespace());
        return new PolicyRules(
                policy.key(),
                spec.tier(),
                spec.order(),
                tieBreak(policy),
                subject(policy),
                spec.ingress(),
                spec.egress(),
                stage(spec),
                spec.has(Flag.APPLY_ON_FORWARD),
                policy.staged(),
                spec.performanceHints().contains(EVERYWHERE),
                rules.compile(spec.ingressRules()),
                rules.compile(spec.egressRules()),
                policy.metadata().where());
    }

    private static String tieBreak(CalicoPolicy policy) {
        var namespace = policy.metadata().namespace();
        var name = policy.metadata().name();
        var prefix = policy.spec().tier() + ".";
        return (namespace.isEmpty() ? "" : namespace + "/")
                + (policy.staged() ? "staged:" : "")
                + (name.startsWith(prefix) ? name : prefix + name);
    }

    private static Stage stage(CalicoPolicySpec spec) {
        if (spec.has(Flag.DO_NOT_TRACK)) {
            return Stage.UNTRACKED;
        }
        return spec.has(Flag.PRE_DNAT) ? Stage.PRE_DNAT : Stage.NORMAL;
    }

    private static Selector subject(CalicoPolicy policy) {
        var spec = policy.spec();
        var namespace = policy.metadata().namespace();
        return namespace.isEmpty() ? globalSubject(spec) : namespacedSubject(spec, namespace);
    }

    private static Selector namespacedSubject(CalicoPolicySpec spec, String namespace) {
        var within = Selectors.subjectInNamespace(spec.selector(), namespace);
        return spec.serviceAccountSelector() == null
                ? within
                : Selector.and(within, Selectors.withServiceAccount(spec.serviceAccountSelector()));
    }

    private static Selector globalSubject(CalicoPolicySpec spec) {
        var within = spec.namespaceSelector() == null
                ? spec.selector()
                : Selectors.subjectInNamespaces(spec.selector(), spec.namespaceSelector());
        if (spec.serviceAccountSelector() != null) {
            return Selectors.subjectWithServiceAccount(within, spec.serviceAccountSelector());
        }
        return within == null ? new Selector.All() : within;
    }
}
