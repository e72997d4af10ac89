package io.margay.cli.command;

import io.margay.cli.agent.EnginePlace;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.load.agent.AgentBench;
import io.margay.load.agent.EngineBench;
import io.margay.wire.stream.HostPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The agent that `margay bench host` measures: a command of its own, so that the launcher gives it an agent's JVM.
@Command(
        name = BenchAgentCommand.NAME,
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Used by bench host: measures the agent in this JVM.")
public final class BenchAgentCommand implements Callable<Integer> {
    static final String NAME = "bench-agent";
    static final String IN_PROCESS = "--in-process";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NETNS", description = "The namespace that it works in.")
    private String netns;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where it keeps its state.")
    private Path folder;

    @Option(names = "--node", paramLabel = "NAME", description = "Which node.")
    private String node = "";

    @Option(names = "--engine", paramLabel = "HOST:PORT", description = "What says its first message.")
    private @Nullable String engine;

    @Option(names = "--certs", paramLabel = "DIR", description = "Its certificate.")
    private Path certificates = Path.of("");

    @Option(names = IN_PROCESS, description = "With an engine in this JVM, which is told single changes.")
    private boolean withEngine;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (withEngine) {
            new EngineBench(
                            new Netns(netns),
                            folder.resolve("state"),
                            spec.commandLine().getOut())
                    .changes();
            return 0;
        }
        var bench = new AgentBench(
                new Netns(netns), folder.resolve("state"), spec.commandLine().getOut());
        if (engine == null) {
            bench.changes();
        } else {
            var at = List.of(HostPort.parse(engine).orElseThrow());
            bench.first(node, new EnginePlace.Remote(at, certificates).uplink(new EnginePaths(), _ -> {}));
        }
        return 0;
    }
}
