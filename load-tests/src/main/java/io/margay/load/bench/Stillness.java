package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.load.kernel.CpuClock;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits until all that an engine was fed has had its effect, without asking its actors: to ask a thousand nodes would
/// cost more than what is measured.
///
/// Nothing is under way when no actor works, and no host is sent anything, for longer than any timer of the engine
/// takes.
/// The CPU time is read at the beginning of that rest and has none of this thread's polling in it.
final class Stillness {
    private static final long POLL_NANOS = 100_000;
    // On a busy machine timers come late: 25 ms was too short, and updates were taken for done before their flush.
    private static final Duration TIMER_SLACK = Duration.ofMillis(100);

    private final Engine engine;
    private final Hosts hosts;
    private final long restNanos;
    private final CpuClock clock = CpuClock.ofThisProcess();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /// @param timer how long the engine may wait before it goes on by itself
    Stillness(Engine engine, Hosts hosts, Duration timer) {
        this.engine = engine;
        this.hosts = hosts;
        this.restNanos = timer.plus(TIMER_SLACK).toNanos();
    }

    /// The CPU time of the process so far, in nanoseconds.
    long cpu() {
        return clock.nanos();
    }

    /// Waits for the rest; the CPU time of the process when it began, less what this thread used since it waits.
    long await() {
        long own = threads.getCurrentThreadCpuTime();
        long restedSince = System.nanoTime();
        long cpu = cpu();
        long arrivals = hosts.arrivals();
        boolean resting = false;
        while (!resting || System.nanoTime() - restedSince < restNanos) {
            boolean still = engine.isIdle() && arrivals == hosts.arrivals();
            arrivals = hosts.arrivals();
            if (still && !resting) {
                restedSince = System.nanoTime();
                cpu = cpu() - (threads.getCurrentThreadCpuTime() - own);
            }
            resting = still;
            LockSupport.parkNanos(POLL_NANOS);
        }
        return cpu;
    }
}
