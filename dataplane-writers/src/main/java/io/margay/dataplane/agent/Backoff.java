package io.margay.dataplane.agent;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before something is tried again: twice as long each time, up to a bound, and up to half of it
/// less at random, so that many who lost the same thing do not come back at one moment. For one thread.
final class Backoff {
    private final Duration least;
    private final Duration most;
    private final RandomGenerator random;
    private Duration next;

    /// @param least the first time
    /// @param most after many
    Backoff(Duration least, Duration most, RandomGenerator random) {
        this.least = least;
        this.most = most;
        this.random = random;
        this.next = least;
    }

    /// How long to wait now.
    Duration next() {
        long whole = next.toNanos();
        next = next.multipliedBy(2).compareTo(most) < 0 ? next.multipliedBy(2) : most;
        return Duration.ofNanos(whole - (long) (random.nextDouble() * whole / 2));
    }

    /// It worked: the next failure is the first.
    void reset() {
        next = least;
    }
}
