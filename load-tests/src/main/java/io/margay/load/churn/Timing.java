package io.margay.load.churn;

import io.margay.load.host.Audience;
import io.margay.load.host.Mark;
import io.margay.load.host.SimulatedHost;
import io.margay.model.update.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/// When each change reached each host that it affects. For any thread.
///
/// Cost of a part that a host is told: of the first host since anything was fed, a look for each of its marks; of all
/// others, none.
public final class Timing implements Audience {
    private static final int KIND_BITS = 7;

    private final ConcurrentMap<Mark, int[]> awaiting = new ConcurrentHashMap<>();
    private final List<Expected> expected;
    private final Track[] byChange;
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong lastTold = new AtomicLong(Long.MIN_VALUE);

    /// @param expected by change
    public Timing(List<Expected> expected) {
        this.expected = List.copyOf(expected);
        this.byChange = new Track[expected.size()];
    }

    /// The next change is about to be fed.
    ///
    /// @param intended when it was due, as `System.nanoTime` has it
    public Track fed(int change, long intended) {
        var track = new Track(expected.get(change), intended);
        byChange[change] = track;
        if (track.expected().count() > 0) {
            for (var mark : track.expected().marks()) {
                awaiting.merge(mark, new int[] {change}, Timing::joined);
            }
            version.incrementAndGet();
        }
        return track;
    }

    /// Whom a change affects.
    public Expected expected(int change) {
        return expected.get(change);
    }

    /// The last change that any host hears of; -1: there is none.
    public int lastHeard() {
        int change = expected.size() - 1;
        while (change >= 0 && expected.get(change).count() == 0) {
            change--;
        }
        return change;
    }

    /// When any host was told something last, as `System.nanoTime` has it.
    public long lastTold() {
        return lastTold.get();
    }

    @Override
    public void told(SimulatedHost host, Told told) {
        lastTold.accumulateAndGet(told.nanos(), Math::max);
        long now = version.get();
        for (var part : told.parts()) {
            part.match(now, this::look).forEach(found -> seen(found, host.number(), told.nanos()));
        }
        if (!told.gone().isEmpty()) {
            look(told.gone()).forEach(found -> seen(found, host.number(), told.nanos()));
        }
    }

    private Ints look(List<Mark> marks) {
        if (awaiting.isEmpty()) {
            return Ints.NONE;
        }
        var found = new ArrayList<Integer>(0);
        for (var mark : marks) {
            var changes = awaiting.get(mark);
            if (changes != null) {
                Arrays.stream(changes)
                        .map(change -> change << KIND_BITS | mark.kind().bit())
                        .forEach(found::add);
            }
        }
        return Ints.of(found);
    }

    private void seen(int found, int host, long nanos) {
        int change = found >>> KIND_BITS;
        var track = byChange[change];
        if (track.told(host, found & (1 << KIND_BITS) - 1, nanos)) {
            track.expected().marks().forEach(mark -> awaiting.computeIfPresent(mark, (_, all) -> without(all, change)));
        }
    }

    private static int[] joined(int[] one, int[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @SuppressWarnings("NullAway") // null: nobody waits for the mark any more
    private static int[] without(int[] all, int change) {
        var rest = Arrays.stream(all).filter(it -> it != change).toArray();
        return rest.length == 0 ? null : rest;
    }
}
