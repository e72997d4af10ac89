package io.margay.dataplane.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/// Keeps a JVM that is an agent and nothing else about as large as what lives in it: the serial collector would let the
/// heap grow to its bound before it collects what is old, and the bound must leave room for the largest hosts.
///
/// Each time that what is old has grown by a quarter, and by 8 MiB at least, since it was collected, all is. Cost of
/// that: about a millisecond for each megabyte that lives. So it is, too, where it has grown by a sixteenth, and by
/// 1 MiB at least, and hardly at all for ten seconds: then little is under way, as on most hosts most of the time.
public final class Heap {
    private static final long LEAST_GROWTH = 8 << 20;
    private static final int SHARE = 4;
    private static final long LEAST_GARBAGE = 1 << 20;
    private static final int LITTLE_SHARE = 16;
    private static final int HARDLY = 8;
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final long LITTLE_STACK = 64 << 10;

    private final MemoryPoolMXBean old;
    /// How much was old when it was last collected.
    private volatile long alive;

    private Heap(MemoryPoolMXBean old) {
        this.old = old;
    }

    /// From now on it is kept small, where the collector of this JVM tells when what is old has grown.
    public static void keepSmall() {
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .findFirst()
                .ifPresent(pool -> new Heap(pool).begin());
    }

    /// How much may be old, where so much lives.
    static long bound(long alive) {
        return alive + Math.max(LEAST_GROWTH, alive / SHARE);
    }

    /// Whether it is worth it to collect what is old while little is under way.
    static boolean isWorthIt(long alive, long before, long now) {
        long least = Math.max(LEAST_GARBAGE, alive / LITTLE_SHARE);
        return now - alive >= least && now - before <= least / HARDLY;
    }

    private void begin() {
        waitFor(old.getUsage().getUsed());
        Thread.ofPlatform().daemon().name("margay-heap").stackSize(LITTLE_STACK).start(this::lookAgainAndAgain);
        NotificationListener listener = this::heard;
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean()).addNotificationListener(listener, null, null);
    }

    private void heard(Notification notification, Object unused) {
        if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
            System.gc();
            waitFor(old.getUsage().getUsed());
        }
    }

    private void lookAgainAndAgain() {
        long before = old.getUsage().getUsed();
        while (hasSlept()) {
            long now = old.getUsage().getUsed();
            if (isWorthIt(alive, before, now)) {
                System.gc();
                now = old.getUsage().getUsed();
                waitFor(now);
            }
            before = now;
        }
    }

    private static boolean hasSlept() {
        try {
            Thread.sleep(LOOK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void waitFor(long lives) {
        alive = lives;
        old.setUsageThreshold(Math.min(bound(lives), old.getUsage().getMax()));
    }
}
