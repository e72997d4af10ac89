package io.margay.cli;

import io.margay.load.kernel.JavaProcess;
import io.margay.load.kernel.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Processes of `margay`, each by a name; those that still run are killed in the end.
public final class Processes implements AutoCloseable {
    /// A JVM that does not compile for long is there sooner.
    private static final List<String> SOON_THERE = List.of("-XX:TieredStopAtLevel=1");

    private record Started(List<String> command, Process process) {}

    private final Path logs;
    private final Map<String, Started> all = new ConcurrentHashMap<>();

    private Processes(Path logs) {
        this.logs = logs;
    }

    /// None yet.
    ///
    /// @param logs the folder for what they say
    public static Processes in(Path logs) {
        return new Processes(logs);
    }

    /// Starts one.
    ///
    /// @param options of its JVM, beside the usual
    /// @param words its command line
    public void start(String name, List<String> options, List<String> words) throws IOException {
        var command = new ArrayList<>(JavaProcess.command("io.margay.cli.Margay"));
        command.addAll(1, options);
        command.addAll(1, SOON_THERE);
        command.addAll(words);
        run(name, command);
    }

    /// Starts one again that ended.
    public void startAgain(String name) throws IOException {
        run(name, get(name).command);
    }

    private void run(String name, List<String> command) throws IOException {
        var log = log(name);
        Files.deleteIfExists(log);
        all.put(
                name,
                new Started(
                        command,
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start()));
    }

    /// Ends one as nothing can be caught, and waits for its end.
    public void kill(String name) throws InterruptedException {
        get(name).process.destroyForcibly().waitFor();
    }

    /// Ends one as a service is ended.
    public void terminate(String name) {
        get(name).process.destroy();
    }

    /// Ends the standard input of one, as the end of who started it does.
    public void endInput(String name) throws IOException {
        get(name).process.outputWriter().close();
    }

    /// Waits for the end of one; its exit code.
    public int awaitEnd(String name) throws InterruptedException {
        return get(name).process.waitFor();
    }

    /// Whether one runs.
    public boolean isAlive(String name) {
        return get(name).process.isAlive();
    }

    /// Has one stand still, or go on.
    public void send(String name, Signal signal) throws IOException, InterruptedException {
        signal.send(get(name).process.pid());
    }

    /// What one wrote since it was started last.
    public String said(String name) throws IOException {
        return Files.readString(log(name));
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }

    private Started get(String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    @Override
    public void close() {
        all.values().forEach(it -> it.process.destroyForcibly());
        all.values().forEach(it -> it.process.onExit().join());
    }
}
