package io.margay.cli.command;

import io.margay.cli.local.Termination;
import picocli.CommandLine.Option;

/// How long a process goes on that another one starts for a while.
final class StandardInputOption {
    @Option(
            names = "--until-stdin-ends",
            description = "Ends when its standard input does, too: with the process that started it.")
    private boolean untilStdinEnds;

    /// Has the process end so, if that was asked for.
    void heed() {
        if (untilStdinEnds) {
            Termination.withStandardInput();
        }
    }
}
