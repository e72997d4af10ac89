package io.margay.dataplane.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs programs in a network namespace, one at a time, and waits for each.
///
/// @param netns where they run
/// @param patience how long one may take
/// @param environment what they find there beside what this process has
public record Commands(Netns netns, Duration patience, Map<String, String> environment) {
    private static final int MOST_OUTPUT = 64 << 20;
    private static final int MOST_ERRORS = 16 << 10;
    /// So that messages and numbers are the same on every host.
    private static final Map<String, String> LOCALE = Map.of("LC_ALL", "C");

    public Commands {
        environment = Map.copyOf(environment);
    }

    /// Commands with nothing more in their environment.
    public Commands(Netns netns, Duration patience) {
        this(netns, patience, Map.of());
    }

    /// The same with this in their environment.
    public Commands with(String variable, String value) {
        return new Commands(netns, patience, Map.of(variable, value));
    }

    /// Commands that may take half a minute each.
    public static Commands in(Netns netns) {
        return new Commands(netns, Duration.ofSeconds(30));
    }

    /// Runs a command without input.
    public Exit run(String... command) {
        return run(List.of(command), "");
    }

    /// Runs a command with `input` as its standard input.
    public Exit run(List<String> command, String input) {
        return run(command, input, output -> drain(output, MOST_OUTPUT));
    }

    /// Runs a command without input; its output goes to `lines`, line by line, and is never all in memory.
    ///
    /// @param lines is called on one other thread; where the command took too long, even after this returned
    public Exit run(List<String> command, Consumer<String> lines) {
        return run(command, "", output -> tell(output, lines));
    }

    /// Starts a command that nobody waits for; what it says goes nowhere.
    Process start(List<String> command) throws IOException {
        return builder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(netns.within(command));
        builder.environment().putAll(LOCALE);
        builder.environment().putAll(environment);
        return builder;
    }

    private Exit run(List<String> command, String input, Function<InputStream, String> reader) {
        try {
            var process = builder(command).start();
            try {
                return await(process, input, reader);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Exit(Exit.NOT_STARTED, "", command.getFirst() + ": " + e.getMessage());
        }
    }

    private Exit await(Process process, String input, Function<InputStream, String> reader) {
        var fed = inBackground(() -> feed(process.getOutputStream(), input));
        var errors = inBackground(() -> drain(process.getErrorStream(), MOST_ERRORS));
        var output = inBackground(() -> reader.apply(process.getInputStream()));
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Exit(Exit.ENDED, "", "took longer than " + patience.toSeconds() + " s and was ended");
            }
            fed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Exit(
                    process.exitValue(),
                    output.get(patience.toMillis(), TimeUnit.MILLISECONDS),
                    errors.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Exit(Exit.ENDED, "", "was not waited for");
        } catch (ExecutionException | TimeoutException e) {
            return new Exit(Exit.ENDED, "", "its output could not be read: " + e);
        }
    }

    private static String feed(OutputStream to, String input) {
        try (to) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
            return "";
        } catch (IOException e) {
            // It ended before it had read everything: its exit code and its errors say why.
            return String.valueOf(e.getMessage());
        }
    }

    /// Reads to the end, keeps the first `most` bytes.
    private static String drain(InputStream from, int most) {
        try (from) {
            var kept = from.readNBytes(most);
            from.transferTo(OutputStream.nullOutputStream());
            return new String(kept, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe", e);
        }
    }

    private static String tell(InputStream from, Consumer<String> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.accept(line);
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("a pipe", e);
        }
    }

    private static CompletableFuture<String> inBackground(Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, Thread.ofVirtual()::start);
    }
}
