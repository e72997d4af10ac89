package io.margay.actors.store;

/// What a change made of a resource.
///
/// @param document what it was since then, as JSON; empty where it was deleted
public record Past(Stamp stamp, String document) {
    /// Whether it was no more.
    public boolean isDeleted() {
        return document.isEmpty();
    }
}
