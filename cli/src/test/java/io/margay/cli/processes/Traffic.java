package io.margay.cli.processes;

import static org.awaitility.Awaitility.await;

import io.margay.dataplane.differential.Expectation;
import io.margay.dataplane.differential.Prober;
import io.margay.dataplane.differential.Prober.Flight;
import io.margay.dataplane.differential.Shot;
import io.margay.dataplane.differential.Verdicts;
import io.margay.dataplane.differential.Verdicts.Must;
import io.margay.dataplane.iptables.Talk;
import io.margay.model.resource.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Packets at random that begin connections, hundreds a second, and one long connection, while something happens. Says
/// then what got through that must not, in whatever state any node was meanwhile.
final class Traffic {
    /// What was seen.
    ///
    /// @param packets how many were sent
    /// @param stopped how many of them had to be stopped, whatever state each node was in
    /// @param letThrough those of them that arrived, some
    /// @param cut how often the long connection did not carry what was said on it
    record Seen(long packets, long stopped, List<String> letThrough, long cut, long carried) {
        Seen {
            letThrough = List.copyOf(letThrough);
        }
    }

    private static final int BURST = 4;
    private static final Duration PAUSE = Duration.ofMillis(5);
    /// So long after it was sent a packet is no longer waited for.
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Prober prober;
    private final List<Shot> shots;
    private final Talk talk;
    private final List<Flight> flights = new ArrayList<>();
    private final List<Integer> fired = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    /// The connection says something whenever some packets were sent.
    private final Semaphore turns = new Semaphore(0);
    private final RandomGenerator random;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isOver;
    private long cut;
    private long carried;

    private Traffic(Prober prober, List<Shot> shots, Talk talk, RandomGenerator random) {
        this.prober = prober;
        this.shots = List.copyOf(shots);
        this.talk = talk;
        this.random = random;
    }

    /// Begins.
    ///
    /// @param prober used by nobody else meanwhile
    static Traffic begin(Prober prober, List<Shot> shots, Talk talk, RandomGenerator random) {
        var traffic = new Traffic(prober, shots, talk, random);
        traffic.goOn();
        return traffic;
    }

    /// Waits until so many more packets were sent.
    void awaitMore(int count) {
        long until = sent.get() + count;
        await().atMost(DEADLINE).pollInterval(LOOK).until(() -> sent.get() >= until);
    }

    /// Nothing more is sent, and all that was is seen.
    void rest() throws InterruptedException {
        isOver = true;
        for (var thread : threads) {
            thread.join();
            turns.release(); // the first made these, the second may wait for one
        }
        threads.clear();
    }

    /// Goes on after a rest.
    void goOn() {
        isOver = false;
        threads.add(Thread.ofPlatform().daemon().name("packets").start(this::fly));
        threads.add(Thread.ofPlatform().daemon().name("connection").start(this::talk));
    }

    /// What was seen so far; while it rests.
    ///
    /// @param states what there was, from what all hosts enforced at its beginning to what they enforced at its end
    Seen seen(List<Collection<Resource>> states) {
        var verdicts = states.stream()
                .map(state -> Verdicts.of(Expectation.of(state), shots))
                .toList();
        var must = new ArrayList<Must>();
        for (int i = 0; i < shots.size(); i++) {
            must.add(Verdicts.must(i, verdicts, verdicts));
        }
        var letThrough = new ArrayList<String>();
        long stopped = 0;
        for (int i = 0; i < flights.size(); i++) {
            boolean isStopped = must.get(fired.get(i)) == Must.STOP;
            stopped += isStopped ? 1 : 0;
            if (isStopped && flights.get(i).isSeen()) {
                letThrough.add(flights.get(i).shot().toString());
            }
        }
        return new Seen(flights.size(), stopped, letThrough, cut, carried);
    }

    private void fly() {
        while (!isOver) {
            for (int i = 0; i < BURST; i++) {
                int shot = random.nextInt(shots.size());
                fired.add(shot);
                flights.add(prober.fire(shots.get(shot)));
            }
            sent.addAndGet(BURST);
            turns.release();
            listen(PAUSE);
        }
        listen(PATIENCE);
        flights.forEach(prober::forget);
    }

    /// Hears what comes, for so long.
    private void listen(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            boolean _ = prober.hear(Duration.ofNanos(left));
        }
    }

    private void talk() {
        try {
            while (!isOver && cut == 0) {
                boolean isCarried = talk.asksOrFails();
                cut += isCarried ? 0 : 1;
                carried += isCarried ? 1 : 0;
                turns.acquire();
                int _ = turns.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }
}
