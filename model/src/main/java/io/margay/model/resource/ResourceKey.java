package io.margay.model.resource;

import java.util.Comparator;

/// What names a resource: its kind, its namespace (empty where the kind has none) and its name as the user wrote it.
public record ResourceKey(Kind kind, String namespace, String name) implements Comparable<ResourceKey> {
    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::kind)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    /// `shop/redis`, or `redis` for a kind without namespaces.
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /// `NetworkPolicy/shop/redis`: how output refers to it.
    public String ref() {
        return kind.word() + "/" + path();
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    /// `NetworkPolicy shop/redis`: how sentences name it.
    @Override
    public String toString() {
        return kind.word() + " " + path();
    }
}
