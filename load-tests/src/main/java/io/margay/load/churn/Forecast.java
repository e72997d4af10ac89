package io.margay.load.churn;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.actors.cluster.EngineConfig;
import io.margay.load.host.Mark;
import io.margay.load.host.Marks;
import io.margay.load.host.PolicyNumbers;
import io.margay.model.update.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/// Finds whom each change affects: feeds them one by one to an engine of its own in this process, and waits after each
/// until nothing is under way.
///
/// Cost: that of each change for all hosts, in which nothing is encoded, and at least the engine's flush interval,
/// which
/// is as short as can be.
public final class Forecast {
    private static final Duration AT_MOST = Duration.ofMinutes(30);
    private static final Duration FLUSH = Duration.ofMillis(1);
    private static final int SAY_EVERY = 500;

    private final PolicyNumbers numbers = new PolicyNumbers();
    private final int[] kinds;
    private final BitSet told;
    private volatile Set<Mark> awaited = Set.of();

    private Forecast(int hosts) {
        kinds = new int[hosts];
        told = new BitSet(hosts);
    }

    /// That of a plan.
    ///
    /// @param progress is told how many are done, now and then
    public static List<Expected> of(Plan plan, List<String> nodes, IntConsumer progress) throws InterruptedException {
        var engine = Engine.start(EngineConfig.standalone().gathering(FLUSH), 1);
        try {
            var resources = plan.resources();
            engine.feed(resources, List.of());
            var forecast = new Forecast(nodes.size());
            forecast.attach(engine, nodes);
            return forecast.of(plan, engine, progress);
        } finally {
            engine.stop().toCompletableFuture().join();
        }
    }

    private List<Expected> of(Plan plan, Engine engine, IntConsumer progress) throws InterruptedException {
        atRest(engine);
        var world = new Awaited(plan.resources());
        var all = new ArrayList<Expected>(plan.changes().size());
        for (var change : plan.changes()) {
            var marks = world.next(change.edit());
            begin(marks);
            var resource = change.edit().resource();
            engine.feed(
                    resource == null ? List.of() : List.of(resource),
                    resource == null ? List.of(change.edit().key()) : List.of());
            atRest(engine);
            all.add(expected(marks));
            if (Thread.interrupted()) {
                throw new InterruptedException("while changes were tried alone");
            }
            if (all.size() % SAY_EVERY == 0) {
                progress.accept(all.size());
            }
        }
        return all;
    }

    private void attach(Engine engine, List<String> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            int host = i;
            var coming = new CompletableFuture<HostStream>();
            coming.complete(engine.attachUpdates(nodes.get(i), 0, update -> {
                hear(host, update);
                var _ = coming.thenAccept(stream -> stream.enforced(update.revision()));
            }));
        }
    }

    private static void atRest(Engine engine) {
        var _ = engine.atRest(AT_MOST).toCompletableFuture().join();
    }

    private synchronized void begin(Set<Mark> marks) {
        awaited = marks;
        java.util.Arrays.fill(kinds, 0);
        told.clear();
    }

    private synchronized Expected expected(Set<Mark> marks) {
        return new Expected(marks, kinds, told);
    }

    private void hear(int host, Update update) {
        var wanted = awaited;
        var marks = new ArrayList<Mark>();
        for (var shared : update.parts()) {
            numbers.hear(update.incarnation(), shared.part(), marks);
            if (!wanted.isEmpty()) {
                marks.addAll(Marks.of(shared.part()));
            }
        }
        int seen = 0;
        for (var mark : marks) {
            seen |= wanted.contains(mark) ? mark.kind().bit() : 0;
        }
        note(host, seen);
    }

    private synchronized void note(int host, int seen) {
        kinds[host] |= seen;
        told.set(host);
    }
}
