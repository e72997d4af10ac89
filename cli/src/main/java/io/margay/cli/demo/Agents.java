package io.margay.cli.demo;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.margay.actors.Engine;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.Report;
import io.margay.dataplane.iptables.IptablesHost;
import io.margay.dataplane.kernel.Netns;
import io.margay.dataplane.plan.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// An agent a node, each in its node's namespace, and between them and the engine nothing but a method call. What they
/// keep on disk is in a folder of its own, which goes with them.
final class Agents implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "margay-agents");
    private final List<IptablesHost> hosts = new ArrayList<>();
    private final Scratch states = Scratch.create();

    /// Starts them, and waits until each enforces what the engine sends it. Why one of them does not, if so.
    ///
    /// @param reports hears what each says, on many threads
    Optional<String> enforce(Engine engine, Map<String, Netns> nodes, Consumer<Report> reports) {
        var obstacles = new ArrayList<CompletableFuture<Optional<String>>>();
        nodes.forEach((node, netns) -> obstacles.add(start(engine, node, netns, reports)));
        return obstacles.stream()
                .map(CompletableFuture::join)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private CompletableFuture<Optional<String>> start(
            Engine engine, String node, Netns netns, Consumer<Report> reports) {
        var done = new CompletableFuture<Optional<String>>();
        Consumer<Report> heard = report -> {
            reports.accept(report);
            finish(done, report);
        };
        system.systemActorOf(
                AgentActor.create(
                        node,
                        new AgentActor.Outside(writer(netns), EngineUplink.to(engine), heard),
                        AgentConfig.standard().withStateFolder(states.folder().resolve(node))),
                "agent-" + netns.name(),
                Props.empty());
        var late = node + ": nothing is enforced after " + PATIENCE_SECONDS + " s";
        return done.completeOnTimeout(Optional.of(late), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static void finish(CompletableFuture<Optional<String>> done, Report report) {
        switch (report) {
            case Report.Enforced _ -> done.complete(Optional.empty());
            case Report.Failed(var node, var _, var why) -> done.complete(Optional.of(node + ": " + why));
            case Report.Refused(var node, var _, var why) -> done.complete(Optional.of(node + ": " + why));
            case Report.Failing _, Report.Repaired _, Report.OfState _, Report.OfStream _ -> {}
        }
    }

    private Writer writer(Netns netns) {
        var host = IptablesHost.in(netns, ConfigFactory.load());
        hosts.add(host);
        return host.writer();
    }

    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        // No writer uses them any more. Until then each keeps its node's namespace.
        hosts.forEach(IptablesHost::close);
        states.close();
    }
}
