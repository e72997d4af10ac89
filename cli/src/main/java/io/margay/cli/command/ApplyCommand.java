package io.margay.cli.command;

import io.margay.cli.input.InputFiles;
import io.margay.model.input.InputParser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `margay apply`: what these files say is to be so.
@Command(
        name = "apply",
        description = {
            "Makes resources what files say, on a server (margay up --api): all of them, or none.",
            "",
            "Mistakes are found before anything is sent. A resource that says in its metadata of which resourceVersion"
                    + " it is, as get prints them, is refused where somebody has changed it since.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 something is wrong or was changed by others, and nothing was done, 2 wrong",
            "usage, 3 no server can be reached.",
            "",
            "Examples:",
            "  margay apply -f policies/",
            "  margay apply -f policies/ --dry-run",
            "  margay apply -f p.yaml --server https://engine-1.example.org:8443 --certs trial/users/alice"
        })
public final class ApplyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private InputFiles files;

    @Option(names = "--dry-run", description = "Only says what would become of it.")
    private boolean isTrial;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var edits = new Edits(isTrial);
        var read = files.read(command, new InputParser(edits::put), false);
        if (read.isEmpty()) {
            return 1;
        }
        if (read.get().parsed().resources().isEmpty()) {
            command.getErr().println("there is nothing to apply");
            command.getErr().flush();
            return 1;
        }
        return server.with(
                command,
                client -> ServerOptions.print(command, edits.send(client), done -> {
                    edits.print(done, command.getOut());
                    return 0;
                }));
    }
}
