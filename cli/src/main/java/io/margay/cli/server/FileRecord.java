package io.margay.cli.server;

import io.margay.actors.store.ResourceStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/// The record of what files said: written behind what is in force, and asked.
///
/// @param store where it is asked
record FileRecord(Documents documents, Recorder recorder, ResourceStore store) implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(2);

    /// One in a store that nobody else writes to, but for members with the same files.
    ///
    /// @param words gets what people should know
    static FileRecord open(Documents documents, ResourceStore store, Consumer<String> words) {
        var recorder = new Recorder(store, InstantSource.system(), RETRY, words);
        return new FileRecord(documents, recorder, new RecordedFiles(store, recorder::gap));
    }

    /// What files said came into force.
    void take(Acceptance.Outcome outcome) {
        recorder.taken(documents.puts(outcome.upserted()), outcome.deleted());
    }

    @Override
    public void close() {
        recorder.close();
    }
}
