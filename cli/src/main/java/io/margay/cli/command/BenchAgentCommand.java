package io.margay.cli.command;

import io.margay.dataplane.kernel.Netns;
import io.margay.load.agent.AgentBench;
import io.margay.load.agent.MessageFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NETNS", description = "The namespace that it works in.")
    private String netns;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where it keeps its state.")
    private Path folder;

    @Parameters(index = "2", arity = "0..1", paramLabel = "FILE", description = "Its first message.")
    private @Nullable Path message;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var bench = new AgentBench(
                new Netns(netns), folder.resolve("state"), spec.commandLine().getOut());
        if (message == null) {
            bench.changes();
        } else {
            bench.first(MessageFile.read(message));
        }
        return 0;
    }
}
