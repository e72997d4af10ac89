package io.margay.cli.demo;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.iptables.IptablesConfig;
import io.margay.dataplane.iptables.Preview;
import io.margay.dataplane.lab.LabFailure;
import io.margay.model.resource.Resource;
import io.margay.model.update.Update;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One demo: from resources to packets, or to what would be programmed.
///
/// @param out what was seen
/// @param err words on the way
public record Demo(List<Resource> resources, Scene scene, PrintWriter out, PrintWriter err) {
    private static final Duration SETTLING = Duration.ofSeconds(60);

    public Demo {
        resources = List.copyOf(resources);
    }

    /// Runs it; whether all was as expected, or no packets could be sent.
    ///
    /// @param install whether programs that are missing may be installed
    public boolean run(boolean install) {
        var obstacle = Readiness.obstacle(install, err);
        if (obstacle.isPresent()) {
            rehearse(obstacle.get());
            return true;
        }
        try (var stage = Stage.build(scene)) {
            say(scene.hosts().size() + " nodes and " + scene.workloads().size() + " workloads as network namespaces");
            return perform(stage);
        } catch (LabFailure | IOException e) {
            rehearse(String.valueOf(e.getMessage()));
            return true;
        }
    }

    /// Shows what would be programmed into one node, and what is expected.
    public void rehearse(String why) {
        say("no packets are sent: " + why + "; this is what "
                + scene.hosts().getFirst().name() + " would be programmed with, and what is expected");
        var engine = start(resources);
        try {
            var everything = new CompletableFuture<Update>();
            var stream = engine.attachUpdates(scene.hosts().getFirst().name(), 0, everything::complete);
            Preview.of(IptablesConfig.standard(), await(everything)).forEach(out::println);
            stream.close();
        } finally {
            await(engine.stop().toCompletableFuture());
        }
        out.println();
        Table.printExpected(Question.expected(scene, resources), out);
        out.flush();
    }

    private boolean perform(Stage stage) throws IOException {
        var engine = start(List.of());
        try (var agents = Agents.start(stage.nodes(), stage.folder(), engine)) {
            say("an agent a node, processes " + agents.pids() + ", and their engine in this one");
            return new Performance(this, stage, agents, new Feed(engine)).run();
        } catch (AgentFailure e) {
            say(String.valueOf(e.getMessage()));
            return false;
        } finally {
            await(engine.stop().toCompletableFuture());
        }
    }

    private static Engine start(List<Resource> resources) {
        var engine = Engine.start(EngineConfig.standalone(), System.currentTimeMillis());
        engine.feed(resources, List.of());
        await(engine.settled(SETTLING).toCompletableFuture());
        return engine;
    }

    /// Says something to people on the way.
    void say(String words) {
        err.println(words);
        err.flush();
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(SETTLING.toSeconds(), TimeUnit.SECONDS).join();
    }
}
