package io.margay.model.resource;

import io.margay.model.label.Labels;
import java.util.List;

/// A projectcalico.org/v3 Profile: labels and rules that endpoints inherit.
public record Profile(
        Metadata metadata, Labels labelsToApply, List<CalicoRule> ingressRules, List<CalicoRule> egressRules)
        implements Resource {
    public Profile {
        ingressRules = List.copyOf(ingressRules);
        egressRules = List.copyOf(egressRules);
    }

    @Override
    public Kind kind() {
        return Kind.PROFILE;
    }
}
