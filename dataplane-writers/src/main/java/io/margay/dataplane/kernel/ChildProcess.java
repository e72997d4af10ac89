package io.margay.dataplane.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Starts processes that go on beside this one, or in its place for a while.
public final class ChildProcess {
    private ChildProcess() {}

    /// Starts one. Its standard input is a pipe to which nobody writes, and whose end it sees when this process ends,
    /// whatever ends it.
    ///
    /// Errors: an IOException if it cannot be started.
    ///
    /// @param log gets what it says, anew
    public static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /// Runs one on this process's terminal, until it ends: its exit code.
    ///
    /// Errors: an IOException if it cannot be started.
    public static int runHere(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
