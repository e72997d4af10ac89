package io.margay.cli.agent;

import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.agent.state.ReleaseFile.Entry;
import io.margay.dataplane.plan.Releases;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is released on this host, by whom and since when; kept on disk. For one thread at a time.
final class ReleaseBook {
    private final ReleaseFile file;
    private final String note;
    /// Written by one thread at a time; metrics read it.
    private volatile List<Entry> entries;

    private ReleaseBook(ReleaseFile file, ReleaseFile.Read read) {
        this.file = file;
        this.note = read.note();
        this.entries = read.entries();
    }

    /// With what its file says.
    static ReleaseBook read(ReleaseFile file) {
        return new ReleaseBook(file, file.read());
    }

    /// What a person should know of how it began; empty: nothing.
    String note() {
        return note;
    }

    /// Everything, in the order in which it was released.
    List<Entry> entries() {
        return entries;
    }

    /// For a writer.
    Releases releases() {
        var keys = entries.stream()
                .flatMap(entry -> Stream.ofNullable(entry.endpoint()))
                .collect(Collectors.toSet());
        return new Releases(has(null), keys);
    }

    /// Whether this is released by itself.
    ///
    /// @param endpoint null: the whole host
    boolean has(@Nullable ResourceKey endpoint) {
        return entry(endpoint).isPresent();
    }

    /// When this was released, and by whom.
    Optional<Entry> entry(@Nullable ResourceKey endpoint) {
        return entries.stream()
                .filter(entry -> Objects.equals(entry.endpoint(), endpoint))
                .findFirst();
    }

    void add(Entry entry) {
        var next = new ArrayList<>(entries);
        next.add(entry);
        entries = List.copyOf(next);
    }

    void remove(@Nullable ResourceKey endpoint) {
        entries = entries.stream()
                .filter(entry -> !Objects.equals(entry.endpoint(), endpoint))
                .toList();
    }

    /// Writes it to disk; why that did not work, if so.
    Optional<String> keep() {
        try {
            file.write(entries);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file.file() + " cannot be written, so this ends with the agent: " + e);
        }
    }
}
