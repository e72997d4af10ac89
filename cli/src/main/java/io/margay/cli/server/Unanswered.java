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

    /// Empty where it has answered all.
    Optional<Instant> since() {
        long known = since;
        return known == NOTHING ? Optional.empty() : Optional.of(Instant.ofEpochMilli(known));
    }
}
