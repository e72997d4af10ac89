package io.margay.model.parse.calico;

import io.margay.model.parse.Fields;
import io.margay.model.parse.KindParser;
import io.margay.model.parse.kubernetes.KubernetesPolicySpecParser;
import io.margay.model.resource.KubernetesPolicySpec;
import io.margay.model.resource.LabelSelector;
import io.margay.model.resource.Metadata;
import io.margay.model.resource.Resource;
import io.margay.model.resource.StagedKubernetesNetworkPolicy;
import java.util.List;
import java.util.Set;

/// Reads StagedKubernetesNetworkPolicy: the spec of a Kubernetes NetworkPolicy, and a stagedAction.
final class StagedKubernetesParser implements KindParser {
    private static final KubernetesPolicySpec NOTHING =
            new KubernetesPolicySpec(LabelSelector.ALL, true, false, List.of(), List.of());

    @Override
    public Resource parse(Fields root, Metadata metadata) {
        var spec = CalicoParsers.spec(root);
        boolean deletes = StagedActions.deletes(spec);
        if (deletes) {
            StagedActions.refuseMore(spec, Set.of("stagedAction"));
        }
        var read = deletes ? NOTHING : KubernetesPolicySpecParser.parse(spec);
        spec.finish();
        return new StagedKubernetesNetworkPolicy(metadata, !deletes, read);
    }
}
