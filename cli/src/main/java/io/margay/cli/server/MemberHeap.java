package io.margay.cli.server;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Has the JVM of a member give back what it took for a while, such as while it started: G1 takes what it may where
/// much is to be done at once, or where it waits for a processor, and gives nothing back as long as there is little to
/// collect.
///
/// Twice a minute, where more of the heap is free than in use, all of it is collected beside the work; then G1 gives
/// back what is free beyond its bound (`-XX:MaxHeapFreeRatio`). Only where the JVM was started so that it does not
/// stand still meanwhile, as `./margay` does.
final class MemberHeap {
    private static final String BESIDE = "-XX:+ExplicitGCInvokesConcurrent";
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final long LEAST = 128 << 20;

    private MemberHeap() {}

    /// From now on it is looked after, for as long as this process runs.
    static void keepSmall() {
        if (!ManagementFactory.getRuntimeMXBean().getInputArguments().contains(BESIDE)) {
            return;
        }
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("heap").factory());
        var _ = timer.scheduleWithFixedDelay(MemberHeap::look, LOOK.toNanos(), LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Whether it is worth its cost to collect a heap of this size.
    static boolean isWide(long used, long committed) {
        return committed - used > Math.max(used, LEAST);
    }

    private static void look() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        if (isWide(heap.getUsed(), heap.getCommitted())) {
            System.gc();
        }
    }
}
