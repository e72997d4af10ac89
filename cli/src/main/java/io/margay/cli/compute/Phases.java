package io.margay.cli.compute;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What each phase of a command cost: wall time, CPU of the process, and its largest memory so far.
public final class Phases {
    /// The cost of one phase.
    ///
    /// @param peakRssBytes the most that the process has held until its end; -1 where the system does not say
    public record Cost(Duration wall, Duration cpu, long peakRssBytes) {}

    private static final Path STATUS = Path.of("/proc/self/status");

    private final Map<String, Cost> costs = new LinkedHashMap<>();
    private long wallFrom = System.nanoTime();
    private long cpuFrom = cpu();

    /// The process has been up for a while: that was the phase `start`.
    public Phases() {
        var upFor = ManagementFactory.getRuntimeMXBean().getUptime();
        costs.put("start", new Cost(Duration.ofMillis(upFor), Duration.ofNanos(cpuFrom), peakRss()));
    }

    /// The phase that went on until now is over, and had this name.
    public void end(String name) {
        long wall = System.nanoTime();
        long cpu = cpu();
        costs.put(name, new Cost(Duration.ofNanos(wall - wallFrom), Duration.ofNanos(cpu - cpuFrom), peakRss()));
        wallFrom = wall;
        cpuFrom = cpu;
    }

    /// All phases together.
    public Cost total() {
        return costs.values().stream().reduce(new Cost(Duration.ZERO, Duration.ZERO, peakRss()), Phases::sum);
    }

    /// All phases that are over, in order.
    public Map<String, Cost> costs() {
        return new LinkedHashMap<>(costs);
    }

    private static Cost sum(Cost one, Cost other) {
        return new Cost(one.wall.plus(other.wall), one.cpu.plus(other.cpu), one.peakRssBytes);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static long peakRss() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }
}
