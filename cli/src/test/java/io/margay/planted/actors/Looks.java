package io.margay.planted.actors;

import java.time.Instant;

/// A fault: an actor reads the clock.
final class Looks {
    private Looks() {}

    static Instant now() {
        return Instant.now();
    }
}
