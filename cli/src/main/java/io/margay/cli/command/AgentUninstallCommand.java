package io.margay.cli.command;

import io.margay.cli.agent.AgentQuestion;
import io.margay.cli.agent.AgentSetup;
import io.margay.cli.agent.EnginePlace;
import io.margay.cli.agent.Uninstall;
import io.margay.cli.local.LineClient;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `margay agent uninstall`: leave nothing of Margay on this host.
@Command(
        name = "uninstall",
        description = {
            "Ends the agent, and removes all that is Margay's from this host: chains, the rules that lead to them, and"
                    + " sets, of both versions of IP and both backends of iptables; and the agent's state. Nothing else is"
                    + " touched.",
            "",
            "Where no agent runs, --node (and --netns) say whose.",
            ""
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 nothing is left, 1 something is, 2 wrong usage.",
            "",
            "Examples:",
            "  margay agent uninstall",
            "  margay agent uninstall --node node-1"
        })
public final class AgentUninstallCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Spec
    private CommandSpec spec;

    @Option(names = "--node", paramLabel = "NAME", description = "Where no agent runs: the node that it was for.")
    private String node = "";

    @Option(names = "--netns", paramLabel = "NAME", description = "Where no agent runs: the namespace it worked in.")
    private String netns = "";

    @Mixin
    private ConfigOption config;

    @Mixin
    private AgentSocketOption socket;

    @Override
    public Integer call() throws IOException {
        var command = spec.commandLine();
        var reply = LineClient.ask(socket.place(), new AgentQuestion.Uninstall().print(), PATIENCE);
        var code = switch (reply) {
            case LineClient.Items _ -> {
                command.getOut().println("nothing of Margay is left on this host");
                yield 0;
            }
            case LineClient.Refused(var why) -> fail(why);
            case LineClient.Unreachable(var why) -> withoutAgent(why);
        };
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }

    private int withoutAgent(String unreachable) {
        AgentCommand.checkNames(spec, node, netns);
        if (Machine.privilege() instanceof Capability.Unsupported(var why)) {
            return fail("nothing can be removed: " + why);
        }
        try {
            var left = Uninstall.withoutAgent(new AgentSetup(
                    node, new Netns(netns), new EnginePlace.Local(Path.of("")), socket.place(), config.read()));
            left.forEach(this::fail);
            if (!left.isEmpty()) {
                return 1;
            }
            spec.commandLine()
                    .getOut()
                    .println("nothing of Margay is left on this host (no agent ran: " + unreachable + ")");
            return 0;
        } catch (IOException e) {
            return fail(String.valueOf(e.getMessage()));
        }
    }

    private int fail(String why) {
        spec.commandLine().getErr().println(why);
        return 1;
    }
}
