package io.margay.cli.command;

import io.margay.cli.client.History;
import io.margay.cli.client.StatusText;
import io.margay.cli.client.Words;
import io.margay.cli.server.StatusQuestion;
import io.margay.model.parse.Value;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.time.Duration;
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

/// `margay status`: how is the engine, and where is a policy in force?
@Command(
        name = "status",
        description = {
            "Shows the members of an engine and how its nodes stand; of a policy, on how many nodes it is in force, which"
                    + " lag, and since when.",
            "",
            "It asks the server that is named or configured (margay up --api), else the engine of this machine, over its"
                    + " socket.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A policy is in force on a node where an endpoint has it, and the host enforces all that it was told.",
            "",
            "Exit codes: 0 done, 1 something is wrong, 2 wrong usage, 3 no engine can be reached.",
            "",
            "Examples:",
            "  margay status",
            "  margay status netpol redis -n shop",
            "  margay status -o json --server https://engine-1.example.org:8443"
        })
public final class StatusCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            completionCandidates = KindCandidates.class,
            description = "The kind of a policy.")
    private @Nullable String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Its name: NAME or NAMESPACE/NAME.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Its namespace. Default: default.")
    private String namespace = "";

    @Mixin
    private TableOption output;

    @Mixin
    private SocketOption socket;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var policy = policy();
        if (socket.isGiven() || !server.isKnown()) {
            return socket.within(PATIENCE)
                    .ask(command, new StatusQuestion(policy).print(), items -> print(items.getFirst()));
        }
        var path = policy == null ? "status" : History.path("status/policies", policy);
        return server.with(command, client -> ServerOptions.print(command, client.get(path), this::print));
    }

    private @Nullable ResourceKey policy() {
        var word = kind;
        var its = name;
        if (word == null) {
            return null;
        }
        if (its == null) {
            throw new ParameterException(spec.commandLine(), "Say KIND and NAME of a policy, or nothing");
        }
        return ResourceArguments.key(spec.commandLine(), word, its, namespace);
    }

    private int print(Value.Mapping status) {
        var out = spec.commandLine().getOut();
        switch (output.printer()) {
            case JSON, YAML -> output.printer().print(List.of(), List.of(status), out);
            case TABLE, WIDE -> printTables(status, out);
        }
        return 0;
    }

    private void printTables(Value.Mapping status, PrintWriter out) {
        if (kind == null) {
            output.printer().print(StatusText.OF_MEMBER, StatusText.members(status), out);
            out.println();
            output.printer().print(StatusText.OF_NODE, StatusText.nodes(Words.objects(status, "nodes")), out);
            return;
        }
        out.println(StatusText.headline(status));
        var lagging = Words.objects(status, "lagging");
        if (!lagging.isEmpty()) {
            output.printer().print(StatusText.OF_LAG, StatusText.nodes(lagging), out);
        }
        warn(status, "silent", "does not answer");
        warn(status, "unready", "does not know everything yet, so this may not be all");
    }

    private void warn(Value.Mapping status, String field, String what) {
        Words.objects(status, field)
                .forEach(member -> spec.commandLine()
                        .getErr()
                        .println("warning: member " + Words.text(member, "address") + " " + what));
    }
}
