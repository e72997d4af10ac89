package io.margay.cli.command;

import io.margay.actors.view.Classes;
import io.margay.actors.view.NodeView;
import io.margay.actors.view.SetMembers;
import io.margay.cli.compute.Computation;
import io.margay.cli.compute.Digests;
import io.margay.cli.compute.NodeJson;
import io.margay.cli.compute.NodeTable;
import io.margay.cli.compute.Phases;
import io.margay.cli.compute.Stats;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import io.margay.model.resource.Resource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    /// Of so many nodes classes are counted unasked: it takes milliseconds a node.
    private static final int FEW = 100;

    /// How nodes are printed.
    enum Output {
        /// A line a node, with its classes where they are quickly counted.
        TABLE,
        /// A line a node, with its classes always.
        WIDE,
        /// A JSON object a node, each on a line.
        JSON,
        /// A document a node.
        YAML;

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

    @Option(names = "--expand", description = "With -o json or yaml: every selector with all its addresses.")
    private boolean expand;

    @Option(names = "--digest", description = "Prints for each node its name and a SHA-256 of all that its host holds.")
    private boolean digest;

    @Option(
            names = "--stats",
            description = "What the work cost, phase by phase, as one JSON object on standard error.")
    private boolean stats;

    @Override
    public Integer call() throws IOException {
        refuseWhatMakesNoSense();
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
            if (!nodes.isEmpty()) {
                print(nodes);
            }
            phases.end("print");
            if (stats) {
                stats(resources, nodes, computation, phases);
            }
        }
        return 0;
    }

    private void refuseWhatMakesNoSense() {
        boolean isList = output == Output.JSON || output == Output.YAML;
        if (digest && isList) {
            throw new ParameterException(spec.commandLine(), "--digest prints lines of its own: give no -o " + output);
        }
        if (expand && (digest || !isList)) {
            throw new ParameterException(spec.commandLine(), "--expand goes with -o json or -o yaml");
        }
    }

    private void print(List<NodeView> nodes) throws IOException {
        var out = spec.commandLine().getOut();
        if (digest) {
            Digests.of(nodes).forEach((name, sha) -> out.println(name + " " + sha));
        } else {
            switch (output) {
                case TABLE -> table(nodes, nodes.size() <= FEW);
                case WIDE -> table(nodes, true);
                case JSON -> print(nodes, NodeJson.json(out, nodes.getFirst().shared(), expand));
                case YAML -> print(nodes, NodeJson.yaml(out, nodes.getFirst().shared(), expand));
            }
        }
        out.flush();
    }

    private void table(List<NodeView> nodes, boolean hasClasses) {
        var out = spec.commandLine().getOut();
        var shared = nodes.getFirst().shared();
        if (hasClasses) {
            NodeTable.print(nodes, Classes.of(nodes, shared), out);
        } else {
            NodeTable.print(nodes, SetMembers.of(shared), out);
            sayThatClassesAreMissing();
        }
    }

    /// With --stats standard error is one object and nothing else.
    private void sayThatClassesAreMissing() {
        if (!stats) {
            spec.commandLine()
                    .getErr()
                    .println("CLASSES are not counted of more than " + FEW + " nodes: give -o wide, or --node NODE.");
        }
    }

    private static void print(List<NodeView> nodes, NodeJson json) throws IOException {
        for (var each : nodes) {
            json.write(each);
        }
    }

    private void stats(List<Resource> resources, List<NodeView> nodes, Computation computation, Phases phases) {
        var updates = computation.firstUpdates(nodes);
        phases.end("encode");
        var counted = new Stats(phases).with(resources, nodes).with(updates);
        phases.end("count");
        spec.commandLine().getErr().println(counted.print());
    }
}
