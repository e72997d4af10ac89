package io.margay.model.resource;

import org.jspecify.annotations.Nullable;

/// What names a resource: its kind, its namespace (empty where the kind has none) and its name as the user wrote it.
public record ResourceKey(Kind kind, String namespace, String name) implements Comparable<ResourceKey> {
    /// `shop/redis`, or `redis` for a kind without namespaces.
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /// `NetworkPolicy/shop/redis`: how output refers to it.
    public String ref() {
        return kind.word() + "/" + path();
    }

    /// By kind, then by namespace, then by name.
    @Override
    public int compareTo(ResourceKey other) {
        int byKind = kind.compareTo(other.kind);
        int byPlace = byKind != 0 ? byKind : namespace.compareTo(other.namespace);
        return byPlace != 0 ? byPlace : name.compareTo(other.name);
    }

    /// Written out, as it is asked for each endpoint several times, and slow when the runtime makes it up.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResourceKey that
                && kind == that.kind
                && name.equals(that.name)
                && namespace.equals(that.namespace);
    }

    /// Equal in every process.
    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + namespace.hashCode()) + kind.word().hashCode();
    }

    /// `NetworkPolicy shop/redis`: how sentences name it.
    @Override
    public String toString() {
        return kind.word() + " " + path();
    }
}
