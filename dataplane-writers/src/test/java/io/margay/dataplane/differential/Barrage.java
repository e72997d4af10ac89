package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.differential.Cluster.Pair;
import io.margay.dataplane.differential.Prober.Flight;
import io.margay.dataplane.differential.Verdicts.Must;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Sends packets of random kinds all the time, on a thread of its own, while a cluster changes, and judges each by the
/// states that its ends' nodes may have been in while it lived.
final class Barrage implements AutoCloseable {
    /// What came of it, added up over many.
    static final class Tally {
        private static final int MOST = 5;
        private static final int LEAST_RATE = 1_000;

        private final List<String> letThrough = new ArrayList<>();
        private final List<String> blocked = new ArrayList<>();
        private final List<String> blockedInWindow = new ArrayList<>();
        /// In microseconds, of those changes that blocked something of an address that they pass on: from the first
        /// packet blocked to the last.
        private final List<Long> windows = new ArrayList<>();
        private long letThroughCount;
        private long blockedInWindowCount;
        private long blockedPassedOn;
        private long blockedHandedOver;
        private String setting = "";
        private long changes;
        private long packets;
        private long arrived;
        private long overlapping;
        private long stray;
        private long nanos;

        /// Packets that arrived though no state that they may have met lets them.
        List<String> letThrough() {
            return letThrough;
        }

        /// Packets that did not arrive though nothing changed while they lived, and all lets them.
        List<String> blocked() {
            return blocked;
        }

        /// What is tried, to be said with each fault.
        void begins(String what) {
            setting = what;
        }

        /// Something changes, at once.
        void changes() {
            changes++;
        }

        /// Fails on what must not be.
        void judge() {
            assertThat(blocked).as("blocked while nothing changed").isEmpty();
            assertThat(blockedInWindow)
                    .as("%d blocked while something changed, between the same two", blockedInWindowCount)
                    .isEmpty();
            assertThat(letThrough)
                    .as("let through though denied before and after")
                    .isEmpty();
            assertThat(rate()).isGreaterThan(LEAST_RATE);
        }

        /// The packets a second.
        long rate() {
            return packets * 1_000_000_000L / Math.max(nanos, 1);
        }

        private void add(List<String> to, String fault) {
            if (to.size() < MOST) {
                to.add(setting + ": " + fault);
            }
        }

        @Override
        public String toString() {
            windows.sort(null);
            var spread = windows.isEmpty()
                    ? "none"
                    : "p50 %d, most %d us of %d"
                            .formatted(windows.get(windows.size() / 2), windows.getLast(), windows.size());
            return ("%d changes, %d packets, %d a second, %d arrived, %d while something changed, %d stray; let through %d, such"
                            + " as %s; blocked %s; blocked while something changed, though allowed before and after: %d"
                            + " between the same two, such as %s, %d by another rule, %d of an address passed on,"
                            + " windows: %s")
                    .formatted(
                            changes,
                            packets,
                            rate(),
                            arrived,
                            overlapping,
                            stray,
                            letThroughCount,
                            letThrough,
                            blocked,
                            blockedInWindowCount,
                            blockedInWindow,
                            blockedHandedOver,
                            blockedPassedOn,
                            spread);
        }
    }

    private record Shell(int shot, Flight flight) {}

    private static final int BURST = 8;
    private static final Duration PAUSE = Duration.ofMillis(1);
    /// So long after it was sent, a packet is judged.
    private static final long PATIENCE = Duration.ofMillis(300).toNanos();
    /// A packet that is dropped is so within this time.
    private static final long LIFE = Duration.ofMillis(30).toNanos();

    private final Prober prober;
    private final Cluster cluster;
    private final RandomGenerator random;
    private final Tally tally;
    private final Deque<Shell> flying = new ArrayDeque<>();
    private final TreeMap<Integer, long[]> windows = new TreeMap<>();
    private final Thread thread;
    private volatile boolean isOver;

    private Barrage(Prober prober, Cluster cluster, RandomGenerator random, Tally tally) {
        this.prober = prober;
        this.cluster = cluster;
        this.random = random;
        this.tally = tally;
        this.thread = Thread.ofPlatform().name("barrage").daemon().unstarted(this::run);
    }

    /// Begins at once; ends when it is closed, and tells `tally`.
    ///
    /// @param prober used by nobody else meanwhile
    static Barrage begin(Prober prober, Cluster cluster, RandomGenerator random, Tally tally) {
        var barrage = new Barrage(prober, cluster, random, tally);
        barrage.thread.start();
        return barrage;
    }

    private void run() {
        long start = System.nanoTime();
        long strayBefore = prober.stray();
        while (!isOver) {
            for (int i = 0; i < BURST; i++) {
                int shot = random.nextInt(cluster.shots().size());
                flying.add(new Shell(shot, prober.fire(cluster.shots().get(shot))));
            }
            boolean _ = prober.hear(PAUSE);
            judge(System.nanoTime() - PATIENCE);
        }
        tally.nanos += System.nanoTime() - start;
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            boolean _ = prober.hear(PAUSE);
        }
        judge(Long.MAX_VALUE);
        tally.stray += prober.stray() - strayBefore;
        windows.values().forEach(it -> tally.windows.add((it[1] - it[0]) / 1000));
    }

    private void judge(long sentBefore) {
        while (!flying.isEmpty() && flying.getFirst().flight.sentAt() < sentBefore) {
            var shell = flying.removeFirst();
            prober.forget(shell.flight);
            judge(shell);
        }
    }

    private void judge(Shell shell) {
        var flight = shell.flight;
        long from = flight.sentAt();
        long to = flight.isSeen() ? flight.seenAt() : from + LIFE;
        var must = cluster.must(shell.shot, from, to);
        int changing = changing(flight.shot(), from, to);
        tally.packets++;
        tally.arrived += flight.isSeen() ? 1 : 0;
        tally.overlapping += changing > 0 ? 1 : 0;
        if (flight.isSeen() && must == Must.STOP) {
            tally.letThroughCount++;
            tally.add(tally.letThrough, describe(flight, changing));
        }
        if (!flight.isSeen() && must == Must.PASS) {
            blocked(shell, cluster.pair(shell.shot, from, to), changing);
        }
    }

    private void blocked(Shell shell, Pair pair, int changing) {
        var flight = shell.flight;
        if (changing == 0) {
            tally.add(tally.blocked, describe(flight, changing));
            return;
        }
        switch (pair) {
            case SAME -> {
                tally.blockedInWindowCount++;
                tally.add(tally.blockedInWindow, describe(flight, changing));
            }
            case HANDED_OVER -> tally.blockedHandedOver++;
            case PASSED_ON -> {
                tally.blockedPassedOn++;
                long[] window = windows.computeIfAbsent(changing, _ -> new long[] {flight.sentAt(), flight.sentAt()});
                window[1] = flight.sentAt();
            }
        }
    }

    /// The last turn that a packet's nodes were making while it lived; 0 where there is none.
    private int changing(Shot shot, long from, long to) {
        var sender = cluster.range(shot.from(), from, to);
        var receiver = cluster.range(shot.to(), from, to);
        int last = Math.max(
                sender.first() < sender.last() ? sender.last() : 0,
                receiver.first() < receiver.last() ? receiver.last() : 0);
        return last;
    }

    private String describe(Flight flight, int changing) {
        return flight.shot()
                + (changing == 0 ? "" : " while " + cluster.turn(changing).words());
    }

    /// Ends it, once each packet is judged.
    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a barrage was not waited for", e);
        }
    }
}
