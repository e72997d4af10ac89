package io.margay.cli.server;

import java.time.Instant;
import java.util.Optional;

/// Since when a host has not answered what it was told. For any thread.
final class Unanswered {
    private static final long NOTHING = 0;

    private volatile long since = NOTHING;

    /// It is told something.
    void told() {
        if (since == NOTHING) {
            since = System.currentTimeMillis();
        }
    }

    /// It has answered: an engine tells it the next thing only after that.
    void answered() {
        since = NOTHING;
    }

    /// For how long it has not, at a time in milliseconds of the epoch; 0 where it has answered all.
    long millis(long now) {
        long known = since;
        return known == NOTHING ? 0 : Math.max(0, now - known);
    }

    /// Empty where it has answered all.
    Optional<Instant> since() {
        long known = since;
        return known == NOTHING ? Optional.empty() : Optional.of(Instant.ofEpochMilli(known));
    }
}
