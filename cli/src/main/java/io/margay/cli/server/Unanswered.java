package io.margay.cli.server;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Since when a host has not answered what it was told. For any thread.
final class Unanswered {
    private static final long NOTHING = 0;

    private volatile long since = NOTHING;
    private long told;

    /// It is told a revision.
    synchronized void told(long revision) {
        told = revision;
        if (since == NOTHING) {
            since = System.currentTimeMillis();
        }
    }

    /// It says something of a revision, at a time in milliseconds of the epoch: after how many it answered; empty where
    /// that answers nothing. A host says again what it said before, and that may cross what it is told meanwhile.
    synchronized OptionalLong answered(long revision, long now) {
        if (since == NOTHING || revision < told) {
            return OptionalLong.empty();
        }
        var after = OptionalLong.of(millis(now));
        since = NOTHING;
        return after;
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
