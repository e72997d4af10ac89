package io.margay.load.kernel;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// What a process can be told that Java has no word for.
public enum Signal {
    /// It stands still until told to go on.
    STOP,
    /// It goes on.
    CONT;

    private static final long PATIENCE_SECONDS = 10;

    /// Tells a process.
    ///
    /// Errors: an IOException where there is no such process, or no `kill`.
    public void send(long pid) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IOException("process " + pid + " could not be told " + name());
        }
    }
}
