package io.margay.load.agent;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.dataplane.kernel.Netns;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// Measures the way from a change at an engine until a kernel enforces it: the engine and the agent of one of its nodes
/// in this JVM, in a namespace that holds nothing yet.
///
/// @param folder for the agent's state
public record EngineBench(Netns netns, Path folder, PrintWriter out) {
    private static final int HERE = 0;
    private static final int ELSEWHERE = 1;
    /// Some at first are left out, and as many are measured.
    private static final int ROUNDS = 200;
    private static final int FEW_ROUNDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /// What a timer of Akka's may be late.
    private static final Duration TIMER_SLACK = Duration.ofMillis(20);

    /// What is fed.
    ///
    /// @param upserted what is there from now on
    /// @param deleted what no longer is
    private record Change(List<Resource> upserted, List<ResourceKey> deleted) {
        static Change to(Resource resource) {
            return new Change(List.of(resource), List.of());
        }

        /// It comes in every round that is even, and goes in the next.
        static Change comeAndGo(int round, Resource resource) {
            return round % 2 == 0 ? to(resource) : new Change(List.of(), List.of(resource.key()));
        }
    }

    /// Feeds an engine with a cluster whose nodes have 100 pods and 300 policies each, then with single changes.
    public void changes() throws InterruptedException {
        AgentBench.wire(netns, SmallCluster.PODS_OF_A_NODE + 1, number -> List.of(SmallCluster.address(HERE, number)));
        var config = EngineConfig.standalone();
        var engine = Engine.start(config, 1);
        engine.feed(SmallCluster.everything(), List.of());
        var _ = engine.settled(PATIENCE).toCompletableFuture().join();
        try (var agent = new LinkedAgent(SmallCluster.node(HERE), netns, folder, engine)) {
            var _ = agent.begun().toCompletableFuture().join();
            atRest(engine);
            var fed = new Fed(engine, agent, config.flushInterval().plus(TIMER_SLACK));
            int another = SmallCluster.PODS_OF_A_NODE;
            print(
                    "pod added on another node, then removed",
                    fed.nanos(ROUNDS, round -> Change.comeAndGo(round, SmallCluster.pod(ELSEWHERE, another, 0))));
            print(
                    "pod on another node relabelled",
                    fed.nanos(ROUNDS, round -> Change.to(SmallCluster.pod(ELSEWHERE, 0, 1 + round))));
            print(
                    "pod added here, then removed",
                    fed.nanos(FEW_ROUNDS, round -> Change.comeAndGo(round, SmallCluster.pod(HERE, another, 0))));
            print(
                    "pod here relabelled",
                    fed.nanos(FEW_ROUNDS, round -> Change.to(SmallCluster.pod(HERE, 0, 1 + round))));
            print(
                    "one policy of 300 changed",
                    fed.nanos(
                            FEW_ROUNDS,
                            round -> Change.to(SmallCluster.policy(round % SmallCluster.POLICIES, 1 + round))));
        } finally {
            engine.stop().toCompletableFuture().join();
        }
        out.flush();
    }

    /// An engine at rest, and the agent that it tells.
    ///
    /// @param pause before each change
    private record Fed(Engine engine, LinkedAgent agent, Duration pause) {
        /// Some at first, which are left out, and as many again.
        List<Long> nanos(int rounds, IntFunction<Change> changes) {
            var measured = new ArrayList<Long>();
            for (int round = 0; round < 2 * rounds; round++) {
                measured.add(nanos(changes.apply(round)));
            }
            return measured.subList(rounds, 2 * rounds);
        }

        /// The nanoseconds until the agent says that it enforces what came of it last.
        long nanos(Change change) {
            // What comes too soon after a version waits for the engine's flush interval.
            LockSupport.parkNanos(pause.toNanos());
            long from = System.nanoTime();
            engine.feed(change.upserted, change.deleted);
            atRest(engine);
            long enforced = agent.enforcedAt();
            if (enforced < from) {
                throw new IllegalStateException("nothing came of " + change);
            }
            return enforced - from;
        }
    }

    private void print(String what, List<Long> nanos) {
        AgentBench.print(out, what + ", change at the engine to enforced", nanos);
    }

    private static void atRest(Engine engine) {
        var _ = engine.atRest(PATIENCE).toCompletableFuture().join();
    }
}
