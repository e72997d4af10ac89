package io.margay.model.resource;

import io.margay.model.selector.Selector;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spec of a Calico policy, defaulted: tier `default` where none is written, `ingress` and `egress` from its types.
///
/// @param selector which endpoints, among those of its namespace for a namespaced policy; null where none is written,
///     which is not quite `all()`: beside a namespaceSelector, `all()` leaves out what has no namespace
/// @param namespaceSelector only on a global policy
/// @param performanceHints as written, such as `AssumeNeededOnEveryNode`
public record CalicoPolicySpec(
        String tier,
        Order order,
        @Nullable Selector selector,
        @Nullable Selector namespaceSelector,
        @Nullable Selector serviceAccountSelector,
        boolean ingress,
        boolean egress,
        List<CalicoRule> ingressRules,
        List<CalicoRule> egressRules,
        Set<Flag> flags,
        List<String> performanceHints) {
    /// doNotTrack, preDNAT and applyOnForward; and stagedAction Delete.
    public enum Flag {
        DO_NOT_TRACK,
        PRE_DNAT,
        APPLY_ON_FORWARD,
        STAGED_DELETE
    }

    public CalicoPolicySpec {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
        flags = Set.copyOf(flags);
        performanceHints = List.copyOf(performanceHints);
    }

    /// Whether a flag is set.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }
}
