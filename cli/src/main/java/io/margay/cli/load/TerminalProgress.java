package io.margay.cli.load;

import io.margay.load.run.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/// Progress on a terminal. What stands only for a while is not said where there is none.
public final class TerminalProgress implements Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean isTerminal;

    private TerminalProgress(PrintWriter err, boolean isTerminal) {
        this.err = err;
        this.isTerminal = isTerminal;
    }

    /// To standard error, through this.
    public static Progress to(PrintWriter err) {
        var terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new TerminalProgress(err, terminal.isPresent());
    }

    @Override
    public synchronized void say(String line) {
        if (isTerminal) {
            err.print(CLEAR);
        }
        err.println(line);
        err.flush();
    }

    @Override
    public synchronized void now(String line) {
        if (isTerminal) {
            err.print(CLEAR + line);
            err.flush();
        }
    }
}
