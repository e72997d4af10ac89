package io.margay.cli.server;

import io.margay.actors.store.StoreConfig;

/// Where a server has its resources from.
sealed interface Truth {
    /// Files, which are read again.
    record Files(FileFollower files) implements Truth {}

    /// A store, which is edited.
    ///
    /// @param place where it is, in words for a person
    record Store(StoreConfig config, String place) implements Truth {}
}
