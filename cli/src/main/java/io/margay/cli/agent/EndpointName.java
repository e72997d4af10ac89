package io.margay.cli.agent;

import io.margay.model.resource.ResourceKey;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a person calls an endpoint: `Pod/shop/web-0`, `shop/web-0`, or `web-0`; found or not.
///
/// @param key null where it is not found
/// @param why it is not
record EndpointName(@Nullable ResourceKey key, String why) {
    /// The one of these that is called so.
    static EndpointName find(String name, Collection<ResourceKey> among) {
        var found = among.stream()
                .filter(key -> List.of(key.ref(), key.path(), key.name()).contains(name))
                .sorted()
                .toList();
        if (found.size() == 1) {
            return new EndpointName(found.getFirst(), "");
        }
        if (found.isEmpty()) {
            return new EndpointName(null, "There is no endpoint " + name + " on this host.");
        }
        var names = found.stream().map(ResourceKey::ref).collect(Collectors.joining(", "));
        return new EndpointName(null, "Several endpoints are called " + name + ": " + names);
    }

    /// One thing where it is found, another where not.
    <T> T map(Function<ResourceKey, T> ifFound, Function<String, T> ifNot) {
        return key == null ? ifNot.apply(why) : ifFound.apply(key);
    }
}
