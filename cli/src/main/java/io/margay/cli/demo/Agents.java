package io.margay.cli.demo;

import io.margay.actors.Engine;
import io.margay.cli.server.HostSocket;
import io.margay.dataplane.kernel.Netns;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// An agent a node, each a process that works in its node's namespace, and the socket by which they reach an engine.
final class Agents implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Netns> nodes;
    private final Path folder;
    private final Engine engine;
    private final HostSocket socket;
    private final Map<String, AgentProcess> byNode = new TreeMap<>();
    private final Set<AgentProcess> alive = ConcurrentHashMap.newKeySet();

    private final Thread hook;

    private Agents(Map<String, Netns> nodes, Path folder, Engine engine) throws IOException {
        this.nodes = Map.copyOf(nodes);
        this.folder = folder;
        this.engine = engine;
        this.socket = HostSocket.open(place());
        // Before the files that they use go. They would end by themselves, a little later.
        this.hook = Thread.ofPlatform().name("demo-agents").unstarted(() -> alive.forEach(AgentProcess::kill));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /// Starts them.
    ///
    /// @param folder for what they keep
    static Agents start(Map<String, Netns> nodes, Path folder, Engine engine) throws IOException {
        var agents = new Agents(nodes, folder, engine);
        try {
            agents.socket.serve(engine);
            for (var node : nodes.keySet()) {
                agents.start(node);
            }
            return agents;
        } catch (IOException | RuntimeException e) {
            agents.close();
            throw e;
        }
    }

    /// Starts a node's agent, anew where it had one.
    void start(String node) throws IOException {
        var netns = Objects.requireNonNull(nodes.get(node), node);
        var started = AgentProcess.start(node, netns.name(), place(), folder);
        alive.add(started);
        byNode.put(node, started);
    }

    /// Waits until all that live enforce what the engine says.
    ///
    /// Errors: [AgentFailure].
    void awaitEnforced() {
        alive.forEach(AgentProcess::awaitEnforced);
        // What was fed a moment ago may be news to them.
        var _ = engine.atRest(PATIENCE)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        alive.forEach(AgentProcess::awaitEnforced);
    }

    /// Kills a node's agent; the number of its process.
    long kill(String node) {
        var agent = of(node);
        agent.kill();
        alive.remove(agent);
        return agent.pid();
    }

    /// A node's agent.
    AgentProcess of(String node) {
        return Objects.requireNonNull(byNode.get(node), node);
    }

    /// Their processes' numbers, in the order of their nodes.
    Collection<Long> pids() {
        return byNode.values().stream().map(AgentProcess::pid).toList();
    }

    @Override
    public void close() {
        alive.forEach(AgentProcess::close);
        alive.clear();
        try {
            socket.close();
        } catch (IOException e) {
            throw new AgentFailure("closing " + place() + ": " + e.getMessage());
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process ends already
        }
    }

    private Path place() {
        return folder.resolve("engine-hosts.sock");
    }
}
