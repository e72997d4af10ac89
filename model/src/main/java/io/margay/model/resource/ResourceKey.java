package io.margay.model.resource;

import org.jspecify.annotations.Nullable;

/// What names a resource: its kind, its namespace (empty where the kind has none) and its name as the user wrote it.
///
/// Layout: 24 bytes and its names, its hash among them: each endpoint's is asked for many times, and its names are
/// elsewhere.
public final class ResourceKey implements Comparable<ResourceKey> {
    private final Kind kind;
    private final String namespace;
    private final String name;
    private final int hash;

    /// The resource of a kind and name.
    ///
    /// @param namespace empty where the kind has none
    public ResourceKey(Kind kind, String namespace, String name) {
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
        this.hash =
                31 * (31 * name.hashCode() + namespace.hashCode()) + kind.word().hashCode();
    }

    /// What it is.
    public Kind kind() {
        return kind;
    }

    /// Where it is; empty where the kind has no namespaces.
    public String namespace() {
        return namespace;
    }

    /// Its name as the user wrote it.
    public String name() {
        return name;
    }

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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ResourceKey that
                        && hash == that.hash
                        && kind == that.kind
                        && name.equals(that.name)
                        && namespace.equals(that.namespace));
    }

    /// Equal in every process.
    @Override
    public int hashCode() {
        return hash;
    }

    /// `NetworkPolicy shop/redis`: how sentences name it.
    @Override
    public String toString() {
        return kind.word() + " " + path();
    }
}
