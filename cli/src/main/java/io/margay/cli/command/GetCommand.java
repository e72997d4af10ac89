package io.margay.cli.command;

import io.margay.cli.get.ItemPrinter;
import io.margay.cli.get.Things;
import io.margay.cli.local.LineClient;
import io.margay.cli.server.Question;
import io.margay.model.parse.Value;
import java.time.Duration;
import java.util.Iterator;
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

/// `margay get`: what does a running engine hold?
@Command(
        name = "get",
        description = {"Shows what a running engine (margay up) holds.", ""},
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "KIND is one of nodes, endpoints (wep, hep), policies (np, gnp), selectors, rulesets.",
            "",
            "Exit codes: 0 done, 1 there is nothing of that name, 2 wrong usage, 3 no engine can be reached.",
            "",
            "Examples:",
            "  margay get nodes",
            "  margay get policies -n shop -o wide",
            "  margay get rulesets cart-0 -n shop -o yaml"
        })
public final class GetCommand implements Callable<Integer> {
    /// What a shell offers as the kind.
    static final class KindWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("nodes", "endpoints", "wep", "hep", "policies", "np", "gnp", "selectors", "rulesets")
                    .iterator();
        }
    }

    private static final int UNREACHABLE = 3;

    /// An engine that has not come to rest says so itself, before.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KIND", completionCandidates = KindWords.class, description = "What to show.")
    private String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Only this one: NAME, NAMESPACE/NAME.")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Only what is in this namespace. Default: all.")
    private String namespace = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private ItemPrinter output;

    @Mixin
    private SocketOption socket;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        var things = Things.named(kind)
                .orElseThrow(() -> new ParameterException(command, "There is no kind '" + kind + "': " + Things.WORDS));
        var place = socket.place();
        var asked = new Question(things.topic(), namespace, name == null ? "" : name);
        var code = switch (LineClient.ask(place, asked.print(), PATIENCE)) {
            case LineClient.Items(var items) ->
                print(things, items.stream().filter(things::isOne).toList());
            case LineClient.Refused(var why) -> fail(why, 1);
            case LineClient.Unreachable(var why) ->
                fail("no engine can be reached at " + place + ": " + why, UNREACHABLE);
        };
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }

    private int print(Things things, List<Value.Mapping> items) {
        var command = spec.commandLine();
        if (items.isEmpty() && name != null) {
            return fail("There is no " + name + " among the " + things.topic().word() + ".", 1);
        }
        output.print(things.topic(), items, command.getOut());
        return 0;
    }

    private int fail(String why, int code) {
        spec.commandLine().getErr().println(why);
        return code;
    }
}
