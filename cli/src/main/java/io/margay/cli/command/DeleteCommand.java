package io.margay.cli.command;

import io.margay.cli.input.InputFiles;
import io.margay.model.input.InputParser;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay delete`: these are to be no more.
@Command(
        name = "delete",
        description = {"Deletes resources on a server (margay up --api): all of them, or none.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 something is wrong or was not there, 2 wrong usage, 3 no server can be",
            "reached.",
            "",
            "Examples:",
            "  margay delete -f p.yaml",
            "  margay delete netpol redis web -n shop"
        })
public final class DeleteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            completionCandidates = KindCandidates.class,
            description = "The kind of what is named; without -f.")
    private @Nullable String kind;

    @Parameters(index = "1..*", paramLabel = "NAME", description = "NAME or NAMESPACE/NAME.")
    private List<String> names = List.of();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "The namespace of what is named. Default: default.")
    private String namespace = "";

    @Mixin
    private InputFiles files;

    @Option(names = "--dry-run", description = "Only says what would become of it.")
    private boolean isTrial;

    @Option(names = "--ignore-not-found", description = "What is not there is no mistake.")
    private boolean mayBeAbsent;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if (files.isGiven() == (kind != null) || (kind != null && names.isEmpty())) {
            throw new ParameterException(command, "Say either -f PATH or KIND NAME");
        }
        var edits = new Edits(isTrial);
        if (!add(edits)) {
            return 1;
        }
        return server.with(
                command,
                client -> ServerOptions.print(command, edits.send(client), done -> {
                    int absent = edits.print(done, command.getOut());
                    return absent == 0 || mayBeAbsent ? 0 : 1;
                }));
    }

    private boolean add(Edits edits) {
        var command = spec.commandLine();
        var word = kind;
        if (word != null) {
            names.forEach(name -> edits.delete(ResourceArguments.key(command, word, name, namespace), ""));
            return true;
        }
        var read = files.read(command, new InputParser(), false);
        read.ifPresent(input -> input.parsed().resources().forEach(resource -> edits.delete(resource.key(), "")));
        return read.isPresent();
    }
}
