package io.margay.model.parse.calico;

import io.margay.model.label.Labels;
import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Profile;
import io.margay.model.resource.Resource;

/// Reads Profile.
final class ProfileParser implements KindParser {
    private static final String BUILT_IN = "projectcalico-default-allow";

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        if (metadata.name().equals(BUILT_IN)) {
            root.problem("metadata.name", BUILT_IN + " is built in, must not be written");
        }
        var spec = CalicoParsers.spec(root);
        var profile = new Profile(
                metadata,
                Labels.of(CalicoNames.labels(spec, "labelsToApply")),
                RuleReader.PROFILE.readAll(spec, "ingress"),
                RuleReader.PROFILE.readAll(spec, "egress"));
        spec.finish();
        return profile;
    }
}
