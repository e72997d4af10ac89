package io.margay.cli.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.Heap;
import io.margay.dataplane.agent.LocalSystem;
import io.margay.dataplane.iptables.Backends;
import io.margay.dataplane.iptables.Counters;
import io.margay.dataplane.iptables.IptablesHost;
import io.margay.dataplane.plan.EnginePaths;
import io.margay.dataplane.plan.Held;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;

/// The actors of one host, and what they work with. For any thread; what is asked of it waits for the answer.
final class LocalAgent implements AutoCloseable {
    /// A person would rather hear that it does not answer.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A kernel that takes long to write may take so long, and then again for this.
    private static final Duration KERNEL_PATIENCE = Duration.ofSeconds(90);

    private final ActorSystem<AgentActor.Command> system;
    private final IptablesHost host;

    private LocalAgent(ActorSystem<AgentActor.Command> system, IptablesHost host) {
        this.system = system;
        this.host = host;
    }

    /// Starts one.
    ///
    /// @param released what is released from the first write on
    ///
    /// Errors: an IOException in words for a person, where there is no way to its engine.
    ///
    /// @param words gets a line for what a person should hear later
    static LocalAgent start(AgentSetup setup, Releases released, Standing standing, Consumer<String> words)
            throws IOException {
        Heap.keepSmall();
        var paths = new EnginePaths();
        var uplink = setup.engine().uplink(paths, words);
        var host = IptablesHost.in(setup.netns(), paths, setup.config());
        var _ = host.writer().release(released);
        var outside = new AgentActor.Outside(host.writer(), uplink, standing, released);
        var config = AgentConfig.read(setup.config()).withStateFolder(setup.stateFolder());
        var system = ActorSystem.create(
                AgentActor.create(setup.node(), outside, config), "margay-agent", LocalSystem.config(setup.config()));
        return new LocalAgent(system, host);
    }

    /// What the host should hold.
    ///
    /// Errors: [Unanswered].
    Held held() {
        return ask(AgentActor.GetHeld::new, PATIENCE);
    }

    /// Has the kernel let these pass by.
    ///
    /// Errors: [Unanswered]; it may be so later.
    Writer.Outcome release(Releases releases) {
        return ask(replyTo -> new AgentActor.Release(releases, replyTo), KERNEL_PATIENCE);
    }

    /// Which interface each endpoint was found behind.
    Map<ResourceKey, String> interfaces() {
        return host.interfaces();
    }

    /// Which interfaces each host endpoint takes; `+` is all that none takes.
    Map<ResourceKey, List<String>> hostInterfaces() {
        return host.hostInterfaces();
    }

    /// Which iptables the kernel is written through.
    Backends backends() {
        return host.backends();
    }

    /// What the kernel counted.
    Counters counters() {
        return host.counters();
    }

    /// Does `then` when the actors have ended, whether they were stopped or failed.
    void whenEnded(Runnable then) {
        system.getWhenTerminated().whenComplete((_, _) -> then.run());
    }

    /// Ends the actors; the kernel keeps what it has.
    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        host.close();
    }

    /// The agent did not answer in time, or has ended.
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unanswered(Duration patience) {
            super("the agent's actors did not answer within " + patience.toSeconds() + " s, or have ended");
        }
    }

    private <T> T ask(Function<ActorRef<T>, AgentActor.Command> question, Duration patience) {
        try {
            return AskPattern.ask(system, question::apply, patience, system.scheduler())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException _) {
            throw new Unanswered(patience);
        }
    }
}
