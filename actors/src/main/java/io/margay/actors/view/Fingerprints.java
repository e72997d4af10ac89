package io.margay.actors.view;

import io.margay.engine.identity.Holder;
import io.margay.index.Fingerprint;
import io.margay.model.resource.GlobalNetworkSet;
import io.margay.model.resource.NetworkSet;
import io.margay.model.resource.Node;
import io.margay.model.resource.Resource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The fingerprints of all who hold addresses.
public final class Fingerprints {
    private Fingerprints() {}

    /// How many different ones endpoints, machines and network sets have.
    ///
    /// @param resources all of which the engine computed
    public static int count(Collection<? extends Resource> resources, SharedViews shared) {
        Set<Fingerprint> others = new HashSet<>();
        for (var resource : resources) {
            // Endpoints are in the views already; to make them anew would cost more than all else that is counted.
            if (resource instanceof NetworkSet || resource instanceof GlobalNetworkSet || resource instanceof Node) {
                Holder.of(resource).ifPresent(it -> others.add(it.fingerprint()));
            }
        }
        return shared.fingerprints().size() + others.size();
    }
}
