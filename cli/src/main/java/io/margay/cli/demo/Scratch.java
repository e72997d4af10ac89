package io.margay.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A folder that goes with whoever has it, or with the process, however its end comes but for a kill that cannot be
/// caught.
final class Scratch implements AutoCloseable {
    /// Somebody may still write as the process ends.
    private static final int TRIES = 5;

    private final Path folder;
    private final Thread hook;

    private Scratch(Path folder) {
        this.folder = folder;
        this.hook = Thread.ofPlatform().name("demo-scratch").unstarted(this::remove);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// A new one.
    static Scratch create() {
        try {
            return new Scratch(Files.createTempDirectory("margay-demo"));
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for what hosts enforce", e);
        }
    }

    /// Where it is.
    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            remove();
        } catch (IllegalStateException _) {
            // the process ends, and the hook removes it
        }
    }

    private void remove() {
        for (int i = 1; Files.exists(folder); i++) {
            try {
                removeOnce();
            } catch (IOException | UncheckedIOException e) {
                giveUp(i, e);
            }
        }
    }

    private void removeOnce() throws IOException {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private void giveUp(int tries, Exception why) {
        if (tries == TRIES) {
            throw new UncheckedIOException("what hosts enforced is still in " + folder, new IOException(why));
        }
    }
}
