package io.margay.cli.agent;

import io.margay.cli.local.LineServer;
import io.margay.cli.local.LocalSocket;
import io.margay.cli.local.Termination;
import io.margay.cli.metrics.MetricsConfig;
import io.margay.cli.metrics.MetricsListener;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.state.ReleaseFile;
import io.margay.dataplane.agent.state.StateRemoval;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.probe.Capability;
import io.margay.dataplane.probe.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// An agent's life, to the end of its process.
///
/// @param err gets a line for what a person should hear
public record AgentRun(AgentSetup setup, PrintWriter err) {
    /// Runs until the process is told to end, or it uninstalls itself. The exit code: 0 then, 1 where it could not
    /// start or failed.
    public int run() {
        AgentConfig.read(setup.config());
        IptablesConfig.read(setup.config());
        MetricsConfig.read(setup.config());
        var obstacle = obstacle();
        if (obstacle.isPresent()) {
            say(obstacle.get());
            return 1;
        }
        try (var _ = Termination.ofThisThread();
                var socket = LocalSocket.open(setup.socket(), "margay agent")) {
            return serve(socket);
        } catch (IOException e) {
            say(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Optional<String> obstacle() {
        if (Machine.privilege() instanceof Capability.Unsupported(var why)) {
            return Optional.of("an agent cannot work here: " + why);
        }
        var netns = setup.netns();
        boolean isThere = netns.equals(Netns.OWN) || Files.exists(Netns.FOLDER.resolve(netns.name()));
        return isThere ? Optional.empty() : Optional.of("there is no network namespace " + netns.name());
    }

    private int serve(LocalSocket socket) throws IOException {
        if (StateRemoval.isInUse(setup.stateFolder())) {
            throw new IOException("another margay agent uses " + setup.stateFolder());
        }
        var book = ReleaseBook.read(ReleaseFile.in(setup.stateFolder()));
        if (!book.note().isEmpty()) {
            say(book.note());
        }
        book.entries()
                .forEach(entry -> say(setup.node() + ": " + entry.what() + " is released, since " + entry.since()
                        + ", by " + entry.by()));
        var standing = new Standing(Clock.systemUTC(), this::say);
        var ended = new CountDownLatch(1);
        var plain = MetricsConfig.read(setup.config()).listen();
        try (var listener =
                        plain.isEmpty() ? null : MetricsListener.open(plain.get(), new AgentMetrics(standing, book));
                var agent = LocalAgent.start(setup, book.releases(), standing, this::say)) {
            agent.whenEnded(ended::countDown);
            var answers = new AgentAnswers(setup, agent, standing, book, this::say);
            LineServer.serve(socket, "agent-socket", answers);
            say("asked at " + setup.socket());
            if (listener != null) {
                say("metrics, for anybody: " + listener.url());
            }
            ended.await();
            return end(answers, socket);
        } catch (InterruptedException e) {
            say("stopping; what is enforced stays in force");
            return 0;
        }
    }

    private int end(AgentAnswers answers, LocalSocket socket) throws InterruptedException, IOException {
        if (!answers.isUninstalling()) {
            say("the agent ended by itself");
            return 1;
        }
        boolean isDone = answers.awaitUninstalled();
        if (isDone) {
            socket.remove();
        }
        return isDone ? 0 : 1;
    }

    private synchronized void say(String line) {
        err.println(line);
        err.flush();
    }
}
