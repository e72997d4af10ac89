package io.margay.cli.demo;

import io.margay.actors.Engine;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What an engine is told: the difference of what is so now and what was so before.
final class Feed {
    private final Engine engine;
    private Set<Resource> before = Set.of();

    /// To an engine that was told of nothing.
    Feed(Engine engine) {
        this.engine = engine;
    }

    /// These resources exist from now on, and no others.
    void tell(Collection<? extends Resource> now) {
        var gone = keys(before);
        gone.removeAll(keys(now));
        var upserted =
                now.stream().filter(resource -> !before.contains(resource)).toList();
        engine.feed(upserted, List.copyOf(gone));
        before = new HashSet<>(now);
    }

    private static Set<ResourceKey> keys(Collection<? extends Resource> resources) {
        return resources.stream().map(Resource::key).collect(Collectors.toCollection(HashSet::new));
    }
}
