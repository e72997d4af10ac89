package io.margay.cli.server;

import io.margay.actors.store.StoreConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a server has its resources from.
sealed interface Truth {
    /// What keeps them, or what they were; null: nothing does.
    @Nullable
    Store kept();

    /// Files, which are read again.
    ///
    /// @param record where what they said is written down; null: nowhere
    record Files(FileFollower files, @Nullable Recorded record) implements Truth {
        @Override
        public @Nullable Store kept() {
            return record == null ? null : record.store;
        }
    }

    /// Where what files said is written down.
    ///
    /// @param documents what that is
    /// @param memory the file that remembers since when it could not be
    record Recorded(Store store, Documents documents, Path memory) {}

    /// A store, which is edited.
    ///
    /// @param place where it is, in words for a person
    record Store(StoreConfig config, String place) implements Truth {
        @Override
        public Store kept() {
            return this;
        }
    }
}
