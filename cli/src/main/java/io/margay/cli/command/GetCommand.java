package io.margay.cli.command;

import io.margay.cli.client.ApiClient;
import io.margay.cli.client.ResourceItem;
import io.margay.cli.client.WatchClient;
import io.margay.cli.client.Words;
import io.margay.cli.get.ItemPrinter;
import io.margay.cli.get.Things;
import io.margay.cli.input.KindWords;
import io.margay.cli.server.Question;
import io.margay.model.parse.Value;
import io.margay.model.resource.Kind;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay get`: what does a running engine hold, and what resources does a server have?
@Command(
        name = "get",
        description = {
            "Shows what a running engine (margay up) of this machine holds, or the resources of a server (margay up"
                    + " --api).",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --server, nodes, endpoints (wep, hep), policies (np, gnp), selectors and rulesets are what",
            "the engine of this machine holds. Every other KIND, and with --server each, is one of resources:",
            "pods, namespaces, tiers, networkpolicies, netset, ...",
            "",
            "Exit codes: 0 done, 1 there is nothing of that name, 2 wrong usage, 3 no engine can be reached.",
            "",
            "Examples:",
            "  margay get nodes",
            "  margay get policies -n shop -o wide",
            "  margay get rulesets cart-0 -n shop -o yaml",
            "  margay get networkpolicies -n shop",
            "  margay get networkpolicies -w",
            "  margay get tiers -o yaml --server https://engine-1.example.org:8443"
        })
public final class GetCommand implements Callable<Integer> {
    /// What a shell offers as the kind.
    static final class KindWordCandidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            var local = Stream.of("nodes", "endpoints", "wep", "hep", "policies", "np", "gnp", "selectors", "rulesets");
            return Stream.concat(local, StreamSupport.stream(new KindCandidates().spliterator(), false))
                    .distinct()
                    .iterator();
        }
    }

    /// An engine that has not come to rest says so itself, before.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            completionCandidates = KindWordCandidates.class,
            description = "What to show.")
    private String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only this one: NAME, NAMESPACE/NAME.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Only what is in this namespace. Default: all.")
    private String namespace = "";

    @Mixin
    private TableOption output;

    @Option(
            names = {"-w", "--watch"},
            description = "Goes on: a line for each change of resources of a server as it is made.")
    private boolean watch;

    @Mixin
    private SocketOption socket;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var things = Things.named(kind);
        if (things.isPresent() && !server.isGiven() && watch) {
            throw new ParameterException(command, "-w is for resources of a server: say --server, or another kind");
        }
        if (things.isPresent() && !server.isGiven()) {
            return askEngine(things.get());
        }
        if (KindWords.named(kind).isEmpty()) {
            throw new ParameterException(
                    command, "There is no kind '" + kind + "': " + Things.WORDS + ", or " + KindWords.all());
        }
        return server.with(command, this::askServer);
    }

    private int askEngine(Things things) {
        var asked = new Question(things.topic(), namespace, name == null ? "" : name);
        return socket.within(PATIENCE)
                .ask(
                        spec.commandLine(),
                        asked.print(),
                        items -> print(
                                things, items.stream().filter(things::isOne).toList()));
    }

    private int print(Things things, List<Value.Mapping> items) {
        var command = spec.commandLine();
        if (items.isEmpty() && name != null) {
            return fail("There is no " + name + " among the " + things.topic().word() + ".");
        }
        output.printer().print(things.topic(), items, command.getOut());
        return 0;
    }

    private int askServer(ApiClient client) {
        var command = spec.commandLine();
        var its = name == null ? "" : name;
        int slash = its.indexOf('/');
        var place = slash < 0 ? namespace : its.substring(0, slash);
        var query = "?kind=" + ApiClient.escaped(kind) + "&namespace=" + ApiClient.escaped(place) + "&name="
                + ApiClient.escaped(its.substring(slash + 1));
        return ServerOptions.print(command, client.get("resources" + query), body -> {
            int code = print(Words.objects(body, "items"));
            return watch ? watch(client, query, Words.text(body, "revision")) : code;
        });
    }

    private int watch(ApiClient client, String query, String after) {
        spec.commandLine().getOut().flush();
        return ServerOptions.print(
                spec.commandLine(), new WatchClient(client, "watch" + query, after, this::heard).run(), _ -> 0);
    }

    private void heard(Value.Mapping revision) {
        var out = spec.commandLine().getOut();
        switch (output.printer()) {
            case JSON, YAML -> output.printer().print(List.of(), List.of(revision), out);
            case TABLE, WIDE -> ResourceItem.changes(revision).forEach(out::println);
        }
        out.flush();
    }

    private int print(List<Value.Mapping> objects) {
        if (objects.isEmpty() && name != null) {
            return fail("There is no " + kind + " " + name + ".");
        }
        var items = output.printer().isTable()
                ? objects.stream().map(ResourceItem::of).toList()
                : objects;
        var several = KindWords.named(kind).size() > 1;
        output.printer()
                .print(
                        ResourceItem.columns(several, output.printer() == ItemPrinter.WIDE, isNamespaced()),
                        items,
                        spec.commandLine().getOut());
        return 0;
    }

    private boolean isNamespaced() {
        return KindWords.named(kind).stream().anyMatch(Kind::namespaced);
    }

    private int fail(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }
}
