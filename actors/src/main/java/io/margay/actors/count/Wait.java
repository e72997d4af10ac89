package io.margay.actors.count;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// How long what an actor is told waits for its turn: now and then it is asked something small, and the answer tells.
/// For any thread.
public final class Wait {
    private final LongSupplier nanos;
    private final AtomicInteger awaited = new AtomicInteger();
    private volatile long asked;
    private volatile long took;

    Wait(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Whether to ask now, since nothing is awaited; then it is awaited of so many actors.
    public boolean begins(int actors) {
        if (!awaited.compareAndSet(0, actors)) {
            return false;
        }
        asked = nanos.getAsLong();
        return true;
    }

    /// One has answered.
    public void answered() {
        took = nanos.getAsLong() - asked;
        awaited.decrementAndGet();
    }

    /// How long the last answer took, or the present one is awaited, if that is longer; in nanoseconds.
    public long read() {
        return awaited.get() == 0 ? took : Math.max(took, nanos.getAsLong() - asked);
    }
}
