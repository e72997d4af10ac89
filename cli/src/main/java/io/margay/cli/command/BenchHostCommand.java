package io.margay.cli.command;

import io.margay.cli.compute.Computation;
import io.margay.cli.input.Input;
import io.margay.cli.input.InputOptions;
import io.margay.cli.local.Launcher;
import io.margay.cli.local.TemporaryFolder;
import io.margay.cli.server.OneMessageEngine;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.kernel.Reading;
import io.margay.dataplane.kernel.SetHeader;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.lab.Lab;
import io.margay.dataplane.lab.LabFailure;
import io.margay.load.agent.AgentBench;
import io.margay.load.kernel.JavaProcess;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/// `margay bench host`: what does a host's agent cost?
@Command(
        name = "host",
        description = {
            "Feeds an agent, in a JVM of its own and a fresh network namespace, with a host's first state, or with"
                    + " single changes.",
            "",
            "With -f: computes a cluster, and feeds the agent with the first state of one node, by gRPC over TLS."
                    + " Without: with a host of 300 policies, 100 endpoints and a set of 100,000 members, then with single"
                    + " changes of it.",
            "With --engine: single changes of a cluster of 1,000 pods are fed to an engine in the agent's JVM; what is"
                    + " measured goes from there until the kernel of one of its ten nodes enforces them.",
            "Needs root, iptables-nft and ip.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The agent has the options of its JVM from ./margay. RSS: what Linux says of its process.",
            "",
            "Exit codes: 0 done, 1 the input is wrong or the agent failed, 2 wrong usage.",
            "",
            "Examples:",
            "  margay bench host -f c/snapshot.jsonl --node n17",
            "  margay bench host",
            "  margay bench host --engine"
        })
public final class BenchHostCommand implements Callable<Integer> {
    private static final double BYTES_IN_MB = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private InputOptions input;

    @Option(names = "--node", paramLabel = "NODE", description = "Which node. Default: the first by name.")
    private @Nullable String node;

    @Option(
            names = "--engine",
            description = "With an engine in the agent's JVM, which is told single changes; without -f.")
    private boolean withEngine;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (withEngine && input.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--engine has a cluster of its own: leave out -f");
        }
        var update = Optional.<Update>empty();
        if (input.isGiven()) {
            var read = input.read();
            update = read.flatMap(this::compute);
            if (update.isEmpty()) {
                return 1;
            }
        }
        try (var folder = TemporaryFolder.named("margay-bench");
                var lab = Lab.open()) {
            var netns = lab.addNode("bench", List.of()).netns();
            var words = new ArrayList<>(
                    List.of(BenchAgentCommand.NAME, netns.name(), folder.path().toString()));
            if (withEngine) {
                words.add(BenchAgentCommand.IN_PROCESS);
            }
            return update.isPresent() ? run(words, netns, update.get(), folder.path()) : run(words, netns);
        } catch (LabFailure e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private Optional<Update> compute(Input read) {
        try (var computation = Computation.start()) {
            var name = computation.of(read.resources(), Optional.ofNullable(node)).stream()
                    .map(view -> view.node())
                    .findFirst();
            if (name.isEmpty()) {
                spec.commandLine().getErr().println("no such node");
            }
            return name.map(computation::firstUpdate);
        }
    }

    /// With an engine that says one message, by gRPC over TLS.
    private int run(List<String> words, Netns netns, Update update, Path folder)
            throws IOException, InterruptedException {
        AgentBench.wire(netns, update);
        var message = HostProtocol.write(update);
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "message: %.2f MB%n",
                        message.stream().mapToLong(piece -> piece.length).sum() / BYTES_IN_MB);
        try (var engine = OneMessageEngine.open(folder.resolve("trial"), update.node(), message)) {
            var line = new ArrayList<>(words);
            line.addAll(List.of("--node", update.node()));
            line.addAll(List.of("--engine", engine.at().toString()));
            line.addAll(List.of("--certs", engine.certificates().toString()));
            return run(line, netns);
        }
    }

    private int run(List<String> words, Netns netns) throws IOException, InterruptedException {
        var command = new ArrayList<>(Launcher.program());
        command.addAll(words);
        var process = JavaProcess.run(command);
        var out = spec.commandLine().getOut();
        out.print(process.out());
        out.println("in the kernel: " + content(netns));
        out.flush();
        spec.commandLine().getErr().print(process.err());
        spec.commandLine().getErr().flush();
        return process.code() == 0 ? 0 : 1;
    }

    /// What the kernel says.
    private static String content(Netns netns) {
        try (var ipset = NetlinkIpset.in(netns)) {
            return switch (ipset.names()) {
                case Reading.Unread<List<String>>(var why) -> why.why();
                case Reading.Read<List<String>>(var names) ->
                    names.stream().mapToLong(name -> members(ipset, name)).sum() + " members in " + names.size()
                            + " sets";
            };
        }
    }

    private static long members(NetlinkIpset ipset, String set) {
        return ipset.header(set) instanceof Reading.Read<SetHeader>(var header) ? header.members() : 0;
    }
}
