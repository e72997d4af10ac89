package io.margay.dataplane.iptables;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until it is moved.
public final class MovedClock implements InstantSource {
    private volatile Instant now = Instant.EPOCH;

    /// Moves it.
    public void move(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
