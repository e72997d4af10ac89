package io.margay.cli.server;

import io.margay.actors.store.ResourceStore;
import io.margay.model.resource.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The record of what files said: written behind what is in force, and asked.
///
/// @param store where it is asked
record FileRecord(Documents documents, Recorder recorder, ResourceStore store) implements AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(2);

    /// Where it is kept.
    ///
    /// @param store that nobody else writes to, but for members with the same files
    /// @param isHere whether the source is on this member
    /// @param memory the file that remembers a gap
    record Place(ResourceStore store, BooleanSupplier isHere, Path memory) {}

    /// One in a place.
    ///
    /// @param words gets what people should know
    static FileRecord open(Documents documents, Place place, Consumer<String> words) {
        var around = new Recorder.Surroundings(place.store, place.isHere, RETRY, words);
        var recorder = new Recorder(around, new Unrecorded(place.memory, InstantSource.system()));
        return new FileRecord(documents, recorder, new RecordedFiles(place.store, recorder::lack));
    }

    /// What files said came into force.
    void take(Acceptance.Outcome outcome) {
        var puts = documents.puts(outcome.upserted());
        var standIns = outcome.upserted().stream()
                .filter(resource -> !documents.has(resource))
                .map(Resource::key)
                .toList();
        recorder.taken(new Unrecorded.Taken(puts, standIns, outcome.deleted()));
    }

    @Override
    public void close() {
        recorder.close();
    }
}
