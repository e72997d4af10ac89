package io.margay.actors.count;

import java.util.concurrent.atomic.AtomicLongArray;

/// When what is in the latest versions of a shard was first heard. One writes, anybody reads.
///
/// Layout: a ring; of a version that has left it, the oldest that is known counts.
final class VersionTimes {
    private static final int SIZE = 1 << 13;

    private final AtomicLongArray times = new AtomicLongArray(SIZE);
    private volatile long last;

    /// The next version: the first of what is in it was heard then.
    void add(long version, long heard) {
        times.setRelease(place(version), heard);
        last = version;
    }

    /// When the first change of a version was heard; 0: there is no such version.
    long at(long version) {
        long present = last;
        return version <= 0 || version > present ? 0 : times.getAcquire(place(Math.max(version, present - SIZE + 1)));
    }

    private static int place(long version) {
        return (int) (version & (SIZE - 1));
    }
}
