package io.margay.load.host;

import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import java.util.ArrayList;
import java.util.List;

/// All that a host was told since it was told everything, by reference. For one thread at a time.
///
/// Memory: an object for each update, and a reference for each part of it; it grows for as long as the host is not told
/// everything anew.
final class Journal {
    private record Entry(Update header, List<KnownPart> parts) {}

    private final List<Entry> told = new ArrayList<>();
    private long incarnation;
    private long revision;

    /// Takes an update on.
    ///
    /// Errors: [UpdateRefused] where it changes something else than is held, as an agent would say.
    void take(Update header, List<KnownPart> parts) {
        if (header.base() == 0) {
            told.clear();
        } else if (header.base() != revision || header.incarnation() != incarnation) {
            throw new UpdateRefused("it changes revision " + header.base() + " of " + header.incarnation() + ", but "
                    + revision + " of " + incarnation + " is here");
        }
        told.add(new Entry(header, List.copyOf(parts)));
        incarnation = header.incarnation();
        revision = header.revision();
    }

    /// Forgets everything.
    void clear() {
        told.clear();
        incarnation = 0;
        revision = 0;
    }

    long incarnation() {
        return incarnation;
    }

    /// What is held; 0: nothing.
    long revision() {
        return revision;
    }

    /// A copy, for another thread.
    Journal copy() {
        var copy = new Journal();
        copy.told.addAll(told);
        copy.incarnation = incarnation;
        copy.revision = revision;
        return copy;
    }

    /// What an agent would hold that was told this.
    ///
    /// Errors: [UpdateRefused], as it would say.
    Replay replayed() {
        var replay = new Replay();
        for (var entry : told) {
            replay.take(entry.header, entry.parts.stream().map(KnownPart::part).toList());
        }
        return replay;
    }
}
