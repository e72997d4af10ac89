package io.margay.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `margay completion`: what a shell needs to complete commands and options.
@Command(
        name = "completion",
        description = {"Prints a script for bash and zsh that completes commands and options.", ""},
        mixinStandardHelpOptions = true,
        footer = {"", "In bash or zsh, for this session:", "  source <(margay completion)"})
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var root = spec.root().commandLine();
        var out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(root.getCommandName(), root));
        out.flush();
        return 0;
    }
}
