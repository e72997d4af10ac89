package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.agent.EndpointPage;
import io.margay.model.parse.Value;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `margay agent show`: which endpoints are on this host, what looks at the packets of one, and what was counted?
@Command(
        name = "show",
        description =
                "Shows this host's endpoints; of one, its policies and rules in order, with the kernel's counters.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 there is no such endpoint here, 2 wrong usage, 3 no agent can be reached.",
            "",
            "Examples:",
            "  margay agent show",
            "  margay agent show shop/cart-0 -o yaml"
        })
public final class AgentShowCommand implements Callable<Integer> {
    /// A chain takes some milliseconds to read, and an endpoint may have hundreds.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> COLUMNS = List.of("endpoint", "interface", "addresses", "policies", "released");

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ENDPOINT",
            description = "Only this one, in full: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.")
    private String endpoint = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private AgentFormat output;

    @Mixin
    private AgentSocketOption socket;

    @Override
    public Integer call() {
        return socket.ask(spec.commandLine(), new AgentQuestion.Show(endpoint), PATIENCE, this::print);
    }

    private void print(List<Value.Mapping> items) {
        var out = spec.commandLine().getOut();
        if (output == AgentFormat.TABLE && !endpoint.isEmpty()) {
            items.forEach(item -> EndpointPage.print(item, out));
        } else {
            output.printer().print(COLUMNS, items, out);
        }
    }
}
