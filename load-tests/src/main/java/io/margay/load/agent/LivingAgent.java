package io.margay.load.agent;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.Heap;
import io.margay.dataplane.agent.LocalSystem;
import io.margay.dataplane.agent.Report;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.iptables.IptablesHost;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.plan.EnginePaths;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/// The agent of one node in this JVM. It does not look at what others do meanwhile.
final class LivingAgent implements AutoCloseable {
    private final ActorSystem<Void> system =
            ActorSystem.create(Behaviors.empty(), "margay-agent", LocalSystem.config(ConfigFactory.load()));
    private final IptablesHost host;

    /// Starts it.
    ///
    /// @param folder for its state
    /// @param reports is told what it says, on its thread
    LivingAgent(String node, Netns netns, Path folder, Uplink uplink, Consumer<Report> reports) {
        Heap.keepSmall();
        host = IptablesHost.in(netns, new EnginePaths(), ConfigFactory.load());
        var outside = new AgentActor.Outside(host.writer(), uplink, report -> reports.accept(good(report)));
        var config = new AgentConfig(Duration.ofHours(1), Duration.ofHours(1), folder, Duration.ofHours(1));
        system.systemActorOf(AgentActor.create(node, outside, config), "agent", Props.empty());
    }

    private static Report good(Report report) {
        if (report instanceof Report.Failed || report instanceof Report.Refused || report instanceof Report.NotKept) {
            throw new IllegalStateException("the agent says " + report);
        }
        return report;
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
        host.close();
    }
}
