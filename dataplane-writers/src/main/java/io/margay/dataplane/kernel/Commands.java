package io.margay.dataplane.kernel;

import java.io.IOException;
import java.io.InputStream;
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
import java.util.function.Supplier;

/// Runs programs in a network namespace, one at a time, and waits for each.
///
/// @param netns where they run
/// @param patience how long one may take
public record Commands(Netns netns, Duration patience) {
    private static final int MOST_OUTPUT = 64 << 20;
    private static final int MOST_ERRORS = 16 << 10;
    /// So that messages and numbers are the same on every host.
    private static final Map<String, String> LOCALE = Map.of("LC_ALL", "C");

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
        var builder = new ProcessBuilder(netns.within(command));
        builder.environment().putAll(LOCALE);
        try {
            var process = builder.start();
            try {
                return await(process, input);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return new Exit(Exit.NOT_STARTED, "", command.getFirst() + ": " + e.getMessage());
        }
    }

    private Exit await(Process process, String input) {
        var fed = inBackground(() -> feed(process.getOutputStream(), input));
        var errors = inBackground(() -> drain(process.getErrorStream(), MOST_ERRORS));
        var output = inBackground(() -> drain(process.getInputStream(), MOST_OUTPUT));
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

    private static CompletableFuture<String> inBackground(Supplier<String> work) {
        return CompletableFuture.supplyAsync(work, Thread.ofVirtual()::start);
    }
}
