package io.margay.dataplane.agent;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/// Keeps a JVM that is an agent and nothing else about as large as what lives in it: the serial collector would let the
/// heap grow to its bound before it collects what is old, and the bound must leave room for the largest hosts.
///
/// Each time that what is old has grown by a quarter, and by 8 MiB at least, since it was collected, all is. Cost of
/// that: about a millisecond for each megabyte that lives.
public final class Heap {
    private static final long LEAST_GROWTH = 8 << 20;
    private static final int SHARE = 4;

    private final MemoryPoolMXBean old;

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

    private void begin() {
        waitFor(old.getUsage().getUsed());
        NotificationListener listener = this::heard;
        ((NotificationEmitter) ManagementFactory.getMemoryMXBean()).addNotificationListener(listener, null, null);
    }

    private void heard(Notification notification, Object unused) {
        if (notification.getType().equals(MemoryNotificationInfo.MEMORY_THRESHOLD_EXCEEDED)) {
            System.gc();
            waitFor(old.getUsage().getUsed());
        }
    }

    private void waitFor(long alive) {
        old.setUsageThreshold(Math.min(bound(alive), old.getUsage().getMax()));
    }
}
