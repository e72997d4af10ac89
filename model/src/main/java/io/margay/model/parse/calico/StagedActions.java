package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import java.util.List;
import java.util.Set;

/// Reads what a staged policy will do when it is no longer staged. Without `stagedAction` it is Set.
final class StagedActions {
    private static final String DELETE = "Delete";
    private static final Set<String> ACTIONS = Set.of("Set", DELETE, "Learn", "Ignore");

    /// Every field that a staged policy of some kind has.
    private static final List<String> FIELDS = List.of(
            "order",
            "ingress",
            "egress",
            "selector",
            "types",
            "serviceAccountSelector",
            "namespaceSelector",
            "performanceHints",
            "doNotTrack",
            "preDNAT",
            "applyOnForward",
            "podSelector",
            "policyTypes");

    private StagedActions() {}

    /// Whether the policy stands for the deletion of the one that it is named after.
    static boolean deletes(Fields spec) {
        var action = spec.text("stagedAction");
        if (!action.isEmpty() && !ACTIONS.contains(action)) {
            spec.problem("stagedAction", "must be Set, Delete, Learn or Ignore, is " + CalicoNames.quoted(action));
        }
        return action.equals(DELETE);
    }

    /// Reports the fields of a deletion that say anything, but for those that it may have.
    static void refuseMore(Fields spec, Set<String> allowed) {
        allowed.forEach(spec::ignore);
        for (var field : FIELDS) {
            if (!allowed.contains(field) && Items.isSet(spec, field)) {
                spec.problem(field, "must not be set where stagedAction is Delete");
            }
        }
    }
}
