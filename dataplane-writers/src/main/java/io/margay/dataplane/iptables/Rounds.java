package io.margay.dataplane.iptables;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Supplier;

/// Looks at all tables every so often, one each time that it is asked; less often where that would cost too much, and
/// not while the kernel says that nothing was changed since all were as they should be.
final class Rounds {
    /// At most one part of so many of the time goes into looking.
    private static final int SHARE = 50;

    private final List<ChainTable> tables;
    private final Supplier<OptionalLong> generation;
    private final Duration interval;
    private final InstantSource clock;
    private final Queue<ChainTable> left = new ArrayDeque<>();
    private Instant begun = Instant.EPOCH;
    /// When the next round begins.
    private Instant next = Instant.MIN;

    private Duration spent = Duration.ZERO;
    /// What the kernel said when the round began; empty: it does not say, or not all is as it should be.
    private OptionalLong atBegin = OptionalLong.empty();
    /// What it said when all was as it should be.
    private OptionalLong whole = OptionalLong.empty();

    /// @param generation a number that is another after each change of any of the tables; empty: not known
    Rounds(List<ChainTable> tables, Supplier<OptionalLong> generation, Duration interval, InstantSource clock) {
        this.tables = tables;
        this.generation = generation;
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
            begin(now);
        }
        var table = left.poll();
        if (table == null) {
            return Verified.NOTHING;
        }
        var verified = table.verify(now);
        if (!verified.equals(Verified.NOTHING)) {
            atBegin = OptionalLong.empty();
        }
        spent = spent.plus(Duration.between(now, clock.instant()));
        var rest = spent.multipliedBy(SHARE);
        next = begun.plus(rest.compareTo(interval) > 0 ? rest : interval);
        if (left.isEmpty()) {
            whole = generation.get().equals(atBegin) ? atBegin : OptionalLong.empty();
        }
        return verified;
    }

    private void begin(Instant now) {
        begun = now;
        spent = Duration.ZERO;
        atBegin = generation.get();
        if (atBegin.isPresent() && atBegin.equals(whole)) {
            next = now.plus(interval);
        } else {
            left.addAll(tables);
        }
    }
}
