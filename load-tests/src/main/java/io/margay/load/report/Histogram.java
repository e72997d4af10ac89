package io.margay.load.report;

/// How often numbers from 0 up were seen, each within 1 %. For one thread.
///
/// Layout: for each power of two from 256 on, 128 counts; below that, one for each number.
public final class Histogram {
    private static final int BITS = 7;
    private static final int STEPS = 1 << BITS;
    private static final int EXACT = 2 * STEPS;

    private final long[] counts = new long[EXACT + STEPS * (Long.SIZE - BITS - 1)];
    private long count;
    private long max;

    /// One in which nothing was seen.
    public Histogram() {}

    /// A number was seen; one below 0 counts as 0.
    public void add(long value) {
        long seen = Math.max(0, value);
        counts[index(seen)]++;
        count++;
        max = Math.max(max, seen);
    }

    /// How many were seen.
    public long count() {
        return count;
    }

    /// The largest; 0 where there is none.
    public long max() {
        return max;
    }

    /// The smallest that this share of all is not above; 0 where there is none.
    ///
    /// @param percent 0 to 100
    public long percentile(double percent) {
        long rank = Math.max(1, (long) Math.ceil(count * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length && count > 0; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(max, highest(i));
            }
        }
        return 0;
    }

    private static int index(long value) {
        if (value < EXACT) {
            return (int) value;
        }
        int shift = Long.SIZE - Long.numberOfLeadingZeros(value) - BITS - 1;
        return (int) (EXACT + (long) (shift - 1) * STEPS + (value >>> shift) - STEPS);
    }

    /// The largest number that is counted there.
    private static long highest(int index) {
        if (index < EXACT) {
            return index;
        }
        int shift = (index - EXACT) / STEPS + 1;
        long step = STEPS + (long) (index - EXACT) % STEPS;
        return ((step + 1) << shift) - 1;
    }
}
