package io.margay.cli.command;

import com.typesafe.config.Config;
import io.margay.cli.agent.AgentRun;
import io.margay.cli.agent.AgentSetup;
import io.margay.cli.agent.EnginePlace;
import io.margay.cli.local.SocketPlace;
import io.margay.dataplane.kernel.Netns;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `margay agent`: the host's half.
@Command(
        name = "agent",
        description = {
            "Runs the host's half: enforces in the kernel what the engine says, until it is told to end.",
            "",
            "It begins with what this host enforced last, whether or not an engine is there, and goes on so when the"
                    + " engine goes. What is enforced stays in force when the agent ends. Needs root on Linux.",
            ""
        },
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        subcommands = {
            AgentStatusCommand.class,
            AgentShowCommand.class,
            AgentReleaseCommand.class,
            AgentUninstallCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 it was told to end, 1 it could not start or failed, 2 wrong usage.",
            "",
            "Examples:",
            "  margay agent --node node-1",
            "  margay agent --node node-1 --engine engine-1.example.org:7443 --certs /etc/margay/certs",
            "  margay agent status",
            "  margay agent show shop/cart-0",
            "  margay agent release shop/cart-0"
        })
public final class AgentCommand implements Callable<Integer> {
    private static final String NODE = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";
    private static final String NETNS = "[A-Za-z0-9_.-]*";

    @Spec
    private CommandSpec spec;

    @Option(names = "--node", paramLabel = "NAME", description = "The name that the engine knows this host by.")
    private String node = "";

    @Option(
            names = "--netns",
            paramLabel = "NAME",
            description = "The network namespace to work in, as ip netns calls it. Default: this one.")
    private String netns = "";

    @Option(
            names = "--engine",
            paramLabel = "PLACE",
            description =
                    "Where the engine (margay up) takes hosts' streams: a socket on this machine, or HOST:PORT, with"
                            + " --certs; repeatable, tried in turn. Default: engine-hosts.sock in the usual folder.")
    private List<String> engines = new ArrayList<>();

    @Option(
            names = "--certs",
            paramLabel = "DIR",
            description =
                    "The folder with ca.crt, tls.crt and tls.key of this node (margay certs makes them for a trial)."
                            + " They are read again for each stream.")
    private @Nullable Path certificates;

    @Mixin
    private StandardInputOption standardInput;

    @Mixin
    private ConfigOption config;

    @Mixin
    private AgentSocketOption socket;

    @Override
    public Integer call() {
        var command = spec.commandLine();
        try {
            var setup = setup(config.read());
            standardInput.heed();
            return new AgentRun(setup, command.getErr()).run();
        } catch (IOException e) {
            command.getErr().println(e.getMessage());
            return 1;
        } finally {
            command.getErr().flush();
        }
    }

    private AgentSetup setup(Config read) {
        checkNames(spec, node, netns);
        return new AgentSetup(node, new Netns(netns), enginePlace(), socket.place(), read);
    }

    private EnginePlace enginePlace() {
        if (certificates == null) {
            return new EnginePlace.Local(enginesSocket());
        }
        if (engines.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--certs wants --engine HOST:PORT");
        }
        return new EnginePlace.Remote(engines.stream().map(this::address).toList(), certificates);
    }

    private Path enginesSocket() {
        if (engines.stream().anyMatch(engine -> HostPort.parse(engine).isPresent())) {
            throw new ParameterException(spec.commandLine(), "--engine HOST:PORT wants --certs");
        }
        if (engines.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--engine names one socket at most");
        }
        return engines.isEmpty() ? SocketPlace.ofHosts(SocketPlace.ofEngine()) : Path.of(engines.getFirst());
    }

    private HostPort address(String engine) {
        return HostPort.parse(engine)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--engine must be HOST:PORT with --certs, is \"" + engine + "\""));
    }

    /// A node's name names a folder, too.
    static void checkNames(CommandSpec of, String node, String netns) {
        if (node.isEmpty()) {
            throw new ParameterException(of.commandLine(), "Missing required option: '--node=NAME'");
        }
        if (!node.matches(NODE)) {
            throw new ParameterException(of.commandLine(), "--node must be the name of a node, is \"" + node + "\"");
        }
        if (!netns.matches(NETNS) || netns.matches("\\.+")) {
            throw new ParameterException(of.commandLine(), "--netns must be a name of ip netns, is \"" + netns + "\"");
        }
    }
}
