package io.margay.dataplane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.margay.dataplane.agent.OnDisk;
import io.margay.dataplane.differential.Enforcement.Told;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Agents of all nodes in a process of their own, which can be killed.
final class KillableAgents implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// So that what others changed is found soon, and a JVM is there soon.
    private static final List<String> WATCHFUL = List.of(
            "-Dmargay.dataplane.look-interval=50ms",
            "-Dmargay.dataplane.iptables.verify-interval=100ms",
            "-XX:TieredStopAtLevel=1");

    private final Topology topology;
    private Backend backend;
    private final Map<String, HostReplica> told = new HashMap<>();
    private final List<String> nodes;
    private final Path folder;
    private BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private Process process;
    private long revision;

    /// Begins them, without an engine.
    KillableAgents(Backend backend, Topology topology, Path folder) {
        nodes = topology.nodes();
        this.folder = folder;
        this.topology = topology;
        this.backend = backend;
        process = start();
    }

    /// What they write to.
    Backend backend() {
        return backend;
    }

    private List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(WATCHFUL);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), AgentProcess.class.getName()));
        command.add(backend.name());
        command.add(folder.toString());
        nodes.forEach(node -> command.add(node + "=" + topology.node(node).name()));
        return command;
    }

    private Process start() {
        var lines = new LinkedBlockingQueue<String>();
        said = lines;
        try {
            var started = new ProcessBuilder(command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Thread.ofPlatform().daemon().start(() -> read(started, lines));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Process process, BlockingQueue<String> lines) {
        try (var in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("ended: " + e);
        }
    }

    /// Each agent has read what it kept, put it into the kernel, and asks for an engine.
    void awaitBegun() {
        for (int i = 0; i < nodes.size(); i++) {
            await(" hello ");
        }
    }

    /// Makes a node enforce what it is told.
    void enforce(Told word) {
        tell(word);
        awaitKept(word.node());
    }

    /// Tells a node all that it should hold.
    void tell(Told word) {
        var replica = told.computeIfAbsent(word.node(), _ -> new HostReplica());
        word.updates().forEach(update -> {
            var _ = replica.apply(update);
        });
        tellAgain(word.node());
    }

    /// Tells a node the same, as if it were new.
    void tellAgain(String node) {
        var whole = Objects.requireNonNull(told.get(node), node).whole();
        revision++;
        var update = new Update(whole.node(), whole.incarnation(), 0, revision, whole.all(), whole.parts());
        try {
            var out = new DataOutputStream(process.getOutputStream());
            var pieces = HostProtocol.write(update);
            out.writeUTF(node);
            out.writeInt(pieces.size());
            for (byte[] piece : pieces) {
                out.writeInt(piece.length);
                out.write(piece);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What was told last is enforced, and kept: a kill does not undo it.
    void awaitKept(String node) {
        await(" enforced " + revision);
        OnDisk.isKept(folder.resolve(node), node, revision);
    }

    /// Kills all of them some time after now.
    void kill(Duration after) {
        var timeout =
                new CompletableFuture<Process>().completeOnTimeout(process, after.toMillis(), TimeUnit.MILLISECONDS);
        timeout.join().destroyForcibly().onExit().join();
    }

    /// Begins anew those that were killed, without an engine: each has read what it kept, put it into the kernel, and
    /// asks for one.
    ///
    /// @param next what they write to from now on
    void beginAnew(Backend next) {
        backend = next;
        process = start();
        awaitBegun();
    }

    private void await(String words) {
        @Nullable String line;
        do {
            line = next();
            assertThat(line).as("waiting for: %s", words).isNotNull().doesNotContain(" failed ");
        } while (line == null || !line.contains(words));
    }

    private @Nullable String next() {
        try {
            return said.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
