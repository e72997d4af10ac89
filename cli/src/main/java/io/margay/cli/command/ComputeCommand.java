package io.margay.cli.command;

import io.margay.actors.NodeView;
import io.margay.cli.compute.Computation;
import io.margay.cli.compute.Digests;
import io.margay.cli.compute.NodeJson;
import io.margay.cli.compute.NodeTable;
import io.margay.cli.compute.Phases;
import io.margay.cli.compute.SetMembers;
import io.margay.cli.compute.Stats;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `margay compute`: what is every host to enforce?
@Command(
        name = "compute",
        description = {
            "Computes what every host is to enforce, by the same actors as in production, in this process.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 the input is wrong or there is no such node, 2 wrong usage.",
            "",
            "Examples:",
            "  margay compute -f cluster/",
            "  margay compute -f cluster/ --node n1 -o json --expand"
        })
public final class ComputeCommand implements Callable<Integer> {
    private static final int SAMPLE = 10;

    /// How nodes are printed.
    enum Output {
        /// A line a node.
        TABLE,
        /// A JSON object a node, each on a line.
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Option(names = "--node", paramLabel = "NODE", description = "Only this node.")
    private @Nullable String node;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "table")
    private Output output;

    @Option(names = "--expand", description = "With -o json: every selector with all its addresses.")
    private boolean expand;

    @Option(
            names = "--digest",
            description = "Prints for each node its name and the SHA-256 of what -o json --expand prints of it.")
    private boolean digest;

    @Option(
            names = "--stats",
            description = "What the work cost, phase by phase, as one JSON object on standard error.")
    private boolean stats;

    @Override
    public Integer call() throws IOException {
        var phases = new Phases();
        var read = input.read();
        phases.end("read");
        return read.isEmpty() ? 1 : compute(read.get(), phases);
    }

    private int compute(Input read, Phases phases) throws IOException {
        var resources = read.resources();
        try (var computation = Computation.start()) {
            var nodes = computation.of(resources, Optional.ofNullable(node));
            phases.end("compute");
            if (node != null && nodes.isEmpty()) {
                spec.commandLine().getErr().println("There is no node " + node + ".");
                return 1;
            }
            print(nodes);
            phases.end("print");
            if (stats) {
                var bytes = computation.firstTransactions(sample(nodes));
                phases.end("encode");
                spec.commandLine().getErr().println(new Stats(phases, resources.size(), nodes, bytes).print());
            }
        }
        return 0;
    }

    private void print(List<NodeView> nodes) throws IOException {
        var members = new SetMembers();
        var out = spec.commandLine().getOut();
        if (digest) {
            for (var each : nodes) {
                out.println(each.node() + " " + Digests.of(each, members));
            }
        } else if (output == Output.TABLE) {
            NodeTable.print(nodes, members, out);
        } else {
            var json = NodeJson.to(out, members, expand);
            for (var each : nodes) {
                json.write(each);
            }
        }
        out.flush();
    }

    /// Some nodes, spread over all.
    private static List<String> sample(List<NodeView> nodes) {
        int step = Math.max(1, nodes.size() / SAMPLE);
        return IntStream.range(0, nodes.size())
                .filter(i -> i % step == 0)
                .limit(SAMPLE)
                .mapToObj(i -> nodes.get(i).node())
                .toList();
    }
}
