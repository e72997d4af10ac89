package io.margay.load.run;

import io.margay.load.churn.Change;
import io.margay.load.churn.Timing;
import io.margay.load.churn.Track;
import io.margay.load.member.Feed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/// Says changes when they are due, whatever is under way.
final class Pacer {
    private static final double NANOS_IN_SECOND = 1e9;

    private final Feed feed;
    private final Timing timing;
    private final double rate;
    private final IntConsumer due;
    private final List<Track> tracks = Collections.synchronizedList(new ArrayList<>());
    private volatile long from;

    /// @param due hears of each change before it is said
    Pacer(Feed feed, Timing timing, double rate, IntConsumer due) {
        this.feed = feed;
        this.timing = timing;
        this.rate = rate;
        this.due = due;
    }

    /// Says all of them.
    void run(List<Change> changes) throws IOException, InterruptedException {
        from = System.nanoTime();
        int said = 0;
        while (said < changes.size()) {
            parkUntil(dueAt(said));
            int until = said + 1;
            long now = System.nanoTime();
            while (until < changes.size() && dueAt(until) - now <= 0) {
                until++;
            }
            for (int i = said; i < until; i++) {
                due.accept(i);
                tracks.add(timing.fed(i, dueAt(i)));
            }
            feed.say(changes.subList(said, until));
            said = until;
        }
    }

    /// When the first change was due, as `System.nanoTime` has it.
    long from() {
        return from;
    }

    /// What was said so far, in order.
    List<Track> tracks() {
        synchronized (tracks) {
            return List.copyOf(tracks);
        }
    }

    private long dueAt(int change) {
        return from + (long) (change * NANOS_IN_SECOND / rate);
    }

    private static void parkUntil(long until) throws InterruptedException {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException("while changes came");
            }
        }
    }
}
