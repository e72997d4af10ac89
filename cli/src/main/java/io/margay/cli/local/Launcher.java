package io.margay.cli.local;

import io.margay.load.kernel.JavaProcess;
import java.util.List;

/// How this program starts itself once more, as a process of its own.
public final class Launcher {
    /// Where `./margay` says where it is. What it starts is what users get: it chooses the JVM's options by command.
    private static final String PROPERTY = "margay.launcher";

    private static final String MAIN = "io.margay.cli.Margay";

    private Launcher() {}

    /// What stands before the words of a command. The process that is started is the one that runs the command.
    public static List<String> program() {
        var launcher = System.getProperty(PROPERTY);
        return launcher == null ? JavaProcess.command(MAIN) : List.of(launcher);
    }
}
