package io.margay.load.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What /proc last said that a process used. For one thread.
public final class ProcessUsage {
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long MILLIS_IN_TICK = 10;
    private static final long KILO = 1024;

    private final Path folder;
    private long cpuMillis;
    private long peakRssBytes;
    private long rssBytes;

    /// That of a process by its number, before any look.
    public ProcessUsage(long pid) {
        folder = Path.of("/proc", Long.toString(pid));
    }

    /// Looks. Where the process has just ended, or the system has no /proc, all stays as it was, but that it has no
    /// memory now.
    public void look() {
        try {
            var stat = Files.readString(folder.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            cpuMillis = Math.max(cpuMillis, ticks * MILLIS_IN_TICK);
            // At once: a process that ends meanwhile is an exception here, and not one of a stream.
            var status = Files.readAllLines(folder.resolve("status"));
            peakRssBytes = Math.max(peakRssBytes, bytes(status, "VmHWM:"));
            rssBytes = bytes(status, "VmRSS:");
        } catch (IOException e) {
            rssBytes = 0;
        }
    }

    /// The CPU time from its start, all threads together; steps of 10 ms.
    public Duration cpu() {
        return Duration.ofMillis(cpuMillis);
    }

    /// The most memory that it held; 0 where the system does not say.
    public long peakRssBytes() {
        return peakRssBytes;
    }

    /// The memory that it holds; 0 where it is gone.
    public long rssBytes() {
        return rssBytes;
    }

    private static long bytes(List<String> status, String field) {
        return status.stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                .findFirst()
                .orElse(0);
    }
}
