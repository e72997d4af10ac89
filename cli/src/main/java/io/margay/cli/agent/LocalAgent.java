package io.margay.cli.agent;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.SocketUplink;
import io.margay.dataplane.iptables.Counters;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.IptablesWriter;
import io.margay.dataplane.kernel.Commands;
import io.margay.dataplane.kernel.Ipset;
import io.margay.dataplane.kernel.Iptables;
import io.margay.dataplane.kernel.Routes;
import io.margay.dataplane.kernel.netlink.NetlinkIpset;
import io.margay.dataplane.plan.Held;
import io.margay.dataplane.plan.Releases;
import io.margay.dataplane.plan.Writer;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/// The actors of one host, and what they work with. For any thread; what is asked of it waits for the answer.
final class LocalAgent implements AutoCloseable {
    /// A person would rather hear that it does not answer.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A kernel that takes long to write may take so long, and then again for this.
    private static final Duration KERNEL_PATIENCE = Duration.ofSeconds(90);

    private final ActorSystem<AgentActor.Command> system;
    private final IptablesWriter writer;
    private final Ipset ipset;
    private final Counters counters;

    private LocalAgent(ActorSystem<AgentActor.Command> system, IptablesWriter writer, Ipset ipset, Counters counters) {
        this.system = system;
        this.writer = writer;
        this.ipset = ipset;
        this.counters = counters;
    }

    /// Starts one.
    ///
    /// @param released what is released from the first write on
    static LocalAgent start(AgentSetup setup, Releases released, Standing standing) {
        var commands = Commands.in(setup.netns());
        var iptables = Iptables.nft(commands);
        var ipset = NetlinkIpset.in(setup.netns());
        var writer = new IptablesWriter(IptablesConfig.read(setup.config()), iptables, ipset, Routes.exec(commands));
        var _ = writer.release(released);
        var outside = new AgentActor.Outside(writer, new SocketUplink(setup.engine()), standing);
        var config = AgentConfig.read(setup.config()).withStateFolder(setup.stateFolder());
        var system =
                ActorSystem.create(AgentActor.create(setup.node(), outside, config), "margay-agent", setup.config());
        return new LocalAgent(system, writer, ipset, new Counters(iptables));
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
        return writer.interfaces();
    }

    /// What the kernel counted.
    Counters counters() {
        return counters;
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
        ipset.close();
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
