package io.margay.load.bench;

import java.util.Collection;
import java.util.List;

/// Measurements of one thing.
///
/// @param sorted smallest first
public record Spread(List<Long> sorted) {
    /// These, in any order.
    public static Spread of(Collection<Long> measured) {
        return new Spread(measured.stream().sorted().toList());
    }

    public Spread {
        sorted = List.copyOf(sorted);
    }

    /// The smallest that a share of all is not above; 0 where there are none.
    ///
    /// @param percent 0 to 100
    public long percentile(int percent) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(0, rank - 1));
    }

    /// The largest; 0 where there are none.
    public long max() {
        return percentile(100);
    }

    /// Their sum.
    public long sum() {
        return sorted.stream().mapToLong(Long::longValue).sum();
    }

    /// Their mean; 0 where there are none.
    public long mean() {
        return sorted.isEmpty() ? 0 : sum() / sorted.size();
    }
}
