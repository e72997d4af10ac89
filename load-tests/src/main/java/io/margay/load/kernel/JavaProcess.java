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
            var usage = new ProcessUsage(process.pid());
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                usage.look();
            }
            return new JavaProcess(
                    process.exitValue(),
                    Files.readString(out),
                    Files.readString(err),
                    usage.cpu(),
                    Duration.ofNanos(System.nanoTime() - from),
                    usage.peakRssBytes());
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
}
