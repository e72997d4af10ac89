package io.margay.cli.command;

import io.margay.cli.local.SocketPlace;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a running engine answers: a mixin.
final class SocketOption {
    @Option(
            names = "--socket",
            paramLabel = "PATH",
            description = "Where the engine answers. Default: engine.sock in a folder of this user alone.")
    private @Nullable Path socket;

    /// Whether a place was named.
    boolean isGiven() {
        return socket != null;
    }

    /// The place that was named, or the usual one.
    Path place() {
        return socket == null ? SocketPlace.ofEngine() : socket;
    }

    /// Asks the engine.
    LocalQuestions within(Duration patience) {
        return new LocalQuestions(place(), "engine", patience);
    }
}
