package io.margay.dataplane.iptables;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/// Looks at all tables every so often, one each time that it is asked; less often where that would cost too much.
final class Rounds {
    /// At most one part of so many of the time goes into looking.
    private static final int SHARE = 20;

    private final List<ChainTable> tables;
    private final Duration interval;
    private final InstantSource clock;
    private final Queue<ChainTable> left = new ArrayDeque<>();
    private Instant begun = Instant.EPOCH;
    /// When the next round begins.
    private Instant next = Instant.MIN;

    private Duration spent = Duration.ZERO;

    Rounds(List<ChainTable> tables, Duration interval, InstantSource clock) {
        this.tables = tables;
        this.interval = interval;
        this.clock = clock;
    }

    /// By when all will have been looked at again, as far as can be said.
    Instant end() {
        return clock.instant().plus(interval);
    }

    /// Looks at the next part, if it is time.
    Verified next() {
        var now = clock.instant();
        if (left.isEmpty() && !now.isBefore(next)) {
            left.addAll(tables);
            begun = now;
            spent = Duration.ZERO;
        }
        var table = left.poll();
        if (table == null) {
            return Verified.NOTHING;
        }
        var verified = table.verify(now);
        spent = spent.plus(Duration.between(now, clock.instant()));
        var rest = spent.multipliedBy(SHARE);
        next = begun.plus(rest.compareTo(interval) > 0 ? rest : interval);
        return verified;
    }
}
