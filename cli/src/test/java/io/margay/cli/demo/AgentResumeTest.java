package io.margay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.typed.ActorSystem;
import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.agent.AgentActor;
import io.margay.dataplane.agent.AgentConfig;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.agent.state.StateFolder;
import io.margay.dataplane.plan.Plan;
import io.margay.dataplane.plan.Writer;
import io.margay.engine.Seeded;
import io.margay.engine.simulation.BruteForce;
import io.margay.engine.simulation.HostModel;
import io.margay.engine.simulation.Inputs;
import io.margay.load.agent.EngineUplink;
import io.margay.wire.HostProtocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent with an engine that stops and starts again and again, while the cluster changes.
class AgentResumeTest {
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final String NODE = "n1";

    @TempDir
    Path folder;

    private final Engine engine = Engine.start(EngineConfig.standalone(), 1);
    private final RandomGenerator random = Seeded.random(7);
    private final Inputs inputs = new Inputs(random);
    /// The base of the first update of each life of the agent.
    private final List<Long> firstBases = new ArrayList<>();

    @AfterEach
    void stop() {
        engine.stop().toCompletableFuture().join();
    }

    @Test
    void eachLifeOfAnAgentBeginsWithTheLastGoodStateAndHearsTheDifference() {
        feed(80);
        for (int life = 0; life < 6; life++) {
            var agent = start();
            for (int i = 0; i < 5; i++) {
                feed(6);
                engine.atRest(DEADLINE).toCompletableFuture().join();
            }
            var expected = BruteForce.host(NODE, inputs.present());
            await().atMost(DEADLINE)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(onDisk().contents()).isEqualTo(expected));
            agent.terminate();
            agent.getWhenTerminated().toCompletableFuture().join();
            feed(6);
        }
        assertThat(firstBases).hasSize(6).startsWith(0L);
        assertThat(firstBases.subList(1, 6)).doesNotContain(0L);
    }

    private ActorSystem<AgentActor.Command> start() {
        var writer = new Writer() {
            @Override
            public Outcome apply(Plan plan) {
                return new Done(List.of());
            }

            @Override
            public Outcome refresh() {
                return new Done(List.of());
            }
        };
        return ActorSystem.create(
                AgentActor.create(
                        NODE,
                        new AgentActor.Outside(writer, listening(), _ -> {}),
                        AgentConfig.standard().withStateFolder(folder.resolve("agent"))),
                "agent");
    }

    private Uplink listening() {
        var toEngine = EngineUplink.to(engine);
        return (hello, sink) -> {
            var isFirst = new boolean[] {true};
            return toEngine.connect(hello, pieces -> {
                if (isFirst[0]) {
                    firstBases.add(
                            HostProtocol.readUpdate(HostProtocol.join(pieces)).base());
                    isFirst[0] = false;
                }
                sink.accept(pieces);
            });
        };
    }

    private HostModel onDisk() throws IOException {
        var copy = Files.createTempDirectory(folder, "copy");
        Files.copy(folder.resolve("agent").resolve("agent.state"), copy.resolve("agent.state"));
        try (var state = new StateFolder(copy, NODE)) {
            var model = new HostModel();
            model.apply(state.open().replica().everything());
            return model;
        }
    }

    private void feed(int atMost) {
        inputs.feed(atMost, engine::feed);
    }
}
