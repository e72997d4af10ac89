package io.margay.actors.count;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// How long something took, each time, by buckets. For any thread.
///
/// Cost of a time: some comparisons and two additions, which do not wait for each other; nothing is allocated.
public final class Latency {
    private static final long[] BOUNDS_MILLIS = {
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000
    };

    /// What was taken until now.
    ///
    /// @param counts of each bucket, the one above all bounds last
    /// @param seconds all of it together
    public record Reading(List<Long> counts, double seconds) {
        public Reading {
            counts = List.copyOf(counts);
        }

        /// How many times there were.
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    private final LongAdder[] counts = new LongAdder[BOUNDS_MILLIS.length + 1];
    private final LongAdder nanos = new LongAdder();

    /// Nothing yet.
    public Latency() {
        Arrays.setAll(counts, _ -> new LongAdder());
    }

    /// The upper bounds of all buckets but the last, in seconds.
    public static List<Double> bounds() {
        return Arrays.stream(BOUNDS_MILLIS)
                .mapToObj(millis -> millis / (double) TimeUnit.SECONDS.toMillis(1))
                .toList();
    }

    /// It took so long, in nanoseconds.
    public void took(long time) {
        int bucket = 0;
        while (bucket < BOUNDS_MILLIS.length && time > TimeUnit.MILLISECONDS.toNanos(BOUNDS_MILLIS[bucket])) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(time);
    }

    /// What was taken until now. A time that is being added may be in one part of it only.
    public Reading read() {
        return new Reading(
                IntStream.range(0, counts.length)
                        .mapToObj(bucket -> counts[bucket].sum())
                        .toList(),
                nanos.sum() / (double) TimeUnit.SECONDS.toNanos(1));
    }
}
