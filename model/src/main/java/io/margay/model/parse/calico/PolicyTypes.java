package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import java.util.HashSet;

/// The directions that a policy is for.
///
/// Without `types`: Egress only where there are egress rules and no ingress rules; both where there are both; else
/// Ingress, also where there are none.
record PolicyTypes(boolean ingress, boolean egress) {
    private static final String INGRESS = "Ingress";
    private static final String EGRESS = "Egress";

    /// Reads `types`.
    ///
    /// @param ingressRules whether the policy has any; likewise `egressRules`
    static PolicyTypes read(Fields spec, boolean ingressRules, boolean egressRules) {
        var types = new HashSet<String>();
        Items.texts(spec, "types", (place, type) -> {
            if (!type.equals(INGRESS) && !type.equals(EGRESS)) {
                spec.problem(place, "must be Ingress or Egress, is " + CalicoNames.quoted(type));
            } else if (!types.add(type)) {
                spec.problem(place, type + " is there already");
            }
        });
        return types.isEmpty()
                ? new PolicyTypes(ingressRules || !egressRules, egressRules)
                : new PolicyTypes(types.contains(INGRESS), types.contains(EGRESS));
    }
}
