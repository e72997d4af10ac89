package io.margay.cli.agent;

import io.margay.cli.metrics.MetricsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The metrics of an agent, written as they are asked for. `docs/metrics.md` says what each means.
///
/// By hand, since each class costs an agent memory. Nothing is kept between two pages.
record AgentMetrics(Standing standing, ReleaseBook book) implements MetricsSource {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final long KIBI = 1_024;

    @Override
    public Page page(String accept) {
        var text = new StringBuilder();
        var seen = standing.seen();
        var counts = standing.counts();
        gauge(
                text,
                "margay_agent_engine_connected",
                "Whether its engine is there.",
                number(seen.connected().isSo()));
        counter(text, "margay_agent_streams_total", "Streams to its engine that began.", counts.streams());
        counter(text, "margay_agent_enforced_total", "Writes after which the kernel had all.", counts.enforced());
        counter(text, "margay_agent_failed_total", "Writes after which it had not.", counts.failed());
        addKernel(text, seen);
        gauge(text, "margay_agent_releases", "What is released: the host, endpoints.", released());
        gauge(
                text,
                "margay_agent_state_kept",
                "Whether what is enforced is on disk.",
                number(seen.kept().isSo()));
        addProcess(text);
        return new Page(TEXT, text.toString());
    }

    private static void addKernel(StringBuilder text, Standing.Seen seen) {
        gauge(
                text,
                "margay_agent_failing",
                "Whether the kernel lacks something.",
                number(seen.failing().isSo()));
        gauge(
                text,
                "margay_agent_enforced_time_seconds",
                "When the present revision came into force.",
                seconds(seen.enforced()));
        gauge(
                text,
                "margay_agent_objects_failing",
                "Objects that the kernel refuses, and stand closed.",
                seen.refused().size());
        counter(
                text,
                "margay_agent_drift_repairs_total",
                "Rules and members that others had changed, and it repaired.",
                seen.repairs().count());
    }

    private int released() {
        return book.entries().size();
    }

    private static void addProcess(StringBuilder text) {
        var process = ProcessHandle.current().info();
        process.startInstant()
                .ifPresent(start -> gauge(text, "process_start_time_seconds", "When it began.", seconds(start)));
        process.totalCpuDuration()
                .ifPresent(cpu -> counter(text, "process_cpu_seconds_total", "Its time of processors.", seconds(cpu)));
        gauge(text, "process_resident_memory_bytes", "Its memory, shared pages among it.", resident());
        var heap = Runtime.getRuntime();
        long used = heap.totalMemory() - heap.freeMemory();
        head(text, "jvm_memory_used_bytes", "Its heap in use, with what nobody needs any more.", "gauge");
        line(text, "jvm_memory_used_bytes{area=\"heap\"}", used);
        head(text, "jvm_memory_max_bytes", "The most that its heap may be.", "gauge");
        line(text, "jvm_memory_max_bytes{area=\"heap\"}", heap.maxMemory());
    }

    /// As the kernel says; 0 where it does not.
    private static long resident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBI)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private static void gauge(StringBuilder text, String name, String help, Number value) {
        head(text, name, help, "gauge");
        line(text, name, value);
    }

    private static void counter(StringBuilder text, String name, String help, Number value) {
        head(text, name, help, "counter");
        line(text, name, value);
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder text, String series, Number value) {
        text.append(series).append(' ').append(value).append('\n');
    }

    private static int number(boolean is) {
        return is ? 1 : 0;
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / (double) TimeUnit.SECONDS.toMillis(1);
    }

    private static double seconds(Duration of) {
        return of.toNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
