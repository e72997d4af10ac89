package io.margay.load.kernel;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A run of a program in a JVM of its own.
///
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
/// @param cpu of the whole process from its start to its end; steps of 10 ms
/// @param peakRssBytes the most memory that it held; 0 where the system does not say
public record JavaProcess(int code, String out, String err, Duration cpu, Duration wall, long peakRssBytes) {
    private static final long POLL_MILLIS = 20;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;
    private static final long MILLIS_IN_TICK = 10;

    /// Runs a command to its end, which is a JVM or becomes one.
    ///
    /// Errors: an IOException if it cannot be started.
    public static JavaProcess run(List<String> command) throws IOException, InterruptedException {
        var out = Files.createTempFile("margay-bench", ".out");
        var err = Files.createTempFile("margay-bench", ".err");
        try {
            long from = System.nanoTime();
            var process = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            var usage = new Usage(process.pid());
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                usage.look();
            }
            return new JavaProcess(
                    process.exitValue(),
                    Files.readString(out),
                    Files.readString(err),
                    Duration.ofMillis(usage.cpuMillis),
                    Duration.ofNanos(System.nanoTime() - from),
                    usage.peakRssBytes);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// The options of the present JVM, the path of classes left out.
    public static List<String> options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    /// What starts a main class in a JVM like the present one; its arguments come after it.
    public static List<String> command(String mainClass) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(mainClass);
        return List.copyOf(command);
    }

    /// What /proc last said of a process. Both figures only grow, so at most the last 20 ms are missing.
    private static final class Usage {
        private final Path folder;
        private long cpuMillis;
        private long peakRssBytes;

        Usage(long pid) {
            folder = Path.of("/proc", Long.toString(pid));
        }

        void look() {
            try {
                var stat = Files.readString(folder.resolve("stat"));
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
                cpuMillis = Math.max(cpuMillis, ticks * MILLIS_IN_TICK);
                // At once: a process that ends meanwhile is an exception here, and not one of a stream.
                peakRssBytes = Files.readAllLines(folder.resolve("status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                        .reduce(peakRssBytes, Math::max);
            } catch (IOException e) {
                return; // it has just ended, or this system has no /proc
            }
        }
    }
}
