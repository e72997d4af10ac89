package io.margay.actors.view;

import io.margay.engine.identity.Holder;
import io.margay.index.Fingerprint;
import io.margay.model.resource.Resource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// The fingerprints of all who hold addresses.
public final class Fingerprints {
    private Fingerprints() {}

    /// How many different ones these resources have, machines and network sets among them.
    public static int count(Collection<? extends Resource> resources) {
        Set<Fingerprint> fingerprints = new HashSet<>();
        resources.forEach(resource -> Holder.of(resource).ifPresent(it -> fingerprints.add(it.fingerprint())));
        return fingerprints.size();
    }
}
