package io.margay.cli.server;

import io.margay.actors.store.Edit;
import io.margay.actors.store.Stored;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is in force, of files, and not in their record, and since when it is so: a [Gap], which a file remembers for
/// the next process. Safe for any thread.
final class Unrecorded {
    /// What files said came into force.
    ///
    /// @param standIns what acts for what is wrong in its file: it has no document, and cannot be recorded
    record Taken(Collection<Edit.Put> puts, Collection<ResourceKey> standIns, Collection<ResourceKey> deleted) {}

    private final Path memory;
    private final InstantSource clock;
    private final Map<ResourceKey, Edit.Step> due = new LinkedHashMap<>();
    private final Set<ResourceKey> standIns = new LinkedHashSet<>();
    private final Set<ResourceKey> refused = new LinkedHashSet<>();
    private @Nullable Instant dueSince;
    private @Nullable Gap gap;
    private String failure = "";
    /// All that the files say, until what was recorded before is known.
    private @Nullable Map<ResourceKey, Edit.Put> all = new LinkedHashMap<>();

    /// Nothing yet, but for the gap in which the process before this one ended.
    ///
    /// @param memory the file that remembers a gap
    Unrecorded(Path memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
        this.gap = remembered(memory);
    }

    synchronized void add(Taken taken) {
        taken.puts.forEach(put -> set(put.key(), put));
        taken.deleted.forEach(key -> set(key, null));
        standIns.addAll(taken.standIns);
        boolean isNothing = taken.puts.isEmpty() && taken.standIns.isEmpty() && taken.deleted.isEmpty();
        if (dueSince == null && (!isNothing || all != null)) {
            dueSince = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
        if (!standIns.isEmpty()) {
            open();
        }
    }

    private void set(ResourceKey key, Edit.@Nullable Put put) {
        standIns.remove(key);
        refused.remove(key);
        if (all == null) {
            due.put(key, put == null ? new Edit.Delete(key, Edit.ANY) : put);
        } else if (put == null) {
            all.remove(key);
        } else {
            all.put(key, put);
        }
    }

    /// This is recorded; what the files say else is to be. For what acts for what is wrong, what was there before
    /// stays.
    synchronized void compare(List<Stored> kept) {
        var said = all;
        if (said == null) {
            return;
        }
        var same = new HashSet<ResourceKey>();
        for (var stored : kept) {
            var key = stored.resource().key();
            var now = said.get(key);
            if (now == null && !standIns.contains(key)) {
                due.put(key, new Edit.Delete(key, Edit.ANY));
            } else if (now != null && now.document().equals(stored.document())) {
                same.add(key);
            }
        }
        said.forEach((key, put) -> {
            if (!same.contains(key)) {
                due.put(key, put);
            }
        });
        all = null;
    }

    synchronized boolean isEmpty() {
        return dueSince == null;
    }

    synchronized List<Edit.Step> steps() {
        return List.copyOf(due.values());
    }

    /// What was to be recorded cannot be. Whether that is news.
    synchronized boolean refused(ResourceKey key) {
        open();
        return refused.add(key);
    }

    /// Nothing could be written. Whether that is news.
    synchronized boolean failed(String why) {
        boolean isNews = failure.isEmpty();
        failure = why;
        open();
        return isNews;
    }

    /// Whether something is in force that cannot be recorded, so that a gap goes on whatever is written.
    synchronized boolean isLacking() {
        return !standIns.isEmpty() || !refused.isEmpty();
    }

    /// These were written. The gap that is over by that.
    synchronized Optional<Gap> written(List<Edit.Step> steps) {
        steps.forEach(step -> due.remove(step.key(), step));
        dueSince = due.isEmpty() ? null : clock.instant().truncatedTo(ChronoUnit.MILLIS);
        failure = "";
        var over = gap();
        if (isLacking() || over.isEmpty()) {
            return Optional.empty();
        }
        gap = null;
        remember();
        return over;
    }

    /// The gap that goes on.
    synchronized Optional<Gap> gap() {
        return Optional.ofNullable(gap);
    }

    /// Why what is recorded is not what is in force; empty where it is, or will be at once.
    synchronized Optional<Gap.Lack> lack() {
        return gap().map(it ->
                new Gap.Lack(it.since(), "what is in force since " + it.since() + " is not all recorded: " + reason()));
    }

    private String reason() {
        if (!failure.isEmpty()) {
            return failure;
        }
        if (!standIns.isEmpty()) {
            return standIns.iterator().next() + " is wrong in its file, and what stands in for it denies";
        }
        return refused.isEmpty()
                ? "it is being written down"
                : refused.iterator().next() + " cannot be kept";
    }

    private void open() {
        if (gap == null && dueSince != null) {
            gap = new Gap(dueSince);
            remember();
        }
    }

    private void remember() {
        try {
            if (gap == null) {
                Files.deleteIfExists(memory);
            } else {
                Files.writeString(memory, gap.since().toString());
            }
        } catch (IOException e) {
            // As long as this process lives, it knows by itself.
        }
    }

    private static @Nullable Gap remembered(Path memory) {
        try {
            return Files.exists(memory) ? new Gap(Instant.parse(Files.readString(memory))) : null;
        } catch (IOException | DateTimeException e) {
            return null;
        }
    }
}
