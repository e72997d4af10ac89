package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.identity.Gathering;
import io.margay.actors.view.NodeView;
import io.margay.load.kernel.CpuClock;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// An engine with a host for every node, fed edits one batch after the other. For one thread.
public final class UpdateBench implements AutoCloseable {
    private static final long NANOS_IN_SECOND = 1_000_000_000;
    private static final Duration AT_MOST = Duration.ofHours(1);
    // A timer of Akka's may be late by two of its ticks.
    private static final Duration TIMER_SLACK = Duration.ofMillis(20);

    private final Engine engine;
    private final EngineConfig config;
    private final CpuClock clock = CpuClock.ofThisProcess();
    private Hosts hosts;
    private long atRestSince = System.nanoTime();

    private UpdateBench(Engine engine, EngineConfig config) {
        this.engine = engine;
        this.config = config;
        this.hosts = Hosts.attached(engine, List.of());
    }

    /// Starts an engine, feeds it these resources, and waits until it has computed all of them.
    public static UpdateBench of(Collection<? extends Resource> resources) {
        var config = EngineConfig.standalone();
        var bench = new UpdateBench(Engine.start(config, 1), config);
        bench.engine.feed(resources, List.of());
        var _ = bench.nodes();
        return bench;
    }

    /// How long the engine gathers changes at least before it tells hosts: part of every wall time.
    public Duration flushInterval() {
        return config.flushInterval();
    }

    /// A host for every node comes, and is sent its first snapshot.
    public FirstSnapshots attachHosts() {
        var names = nodes().stream().map(NodeView::node).toList();
        long wall = System.nanoTime();
        long cpu = clock.nanos();
        hosts = Hosts.attached(engine, names);
        long cpuAtRest = atRest();
        var bytes = hosts.heard().sorted().boxed().toList();
        return new FirstSnapshots(bytes, cpuAtRest - cpu, Math.max(0, hosts.lastArrival() - wall));
    }

    /// Applies some edits as one.
    public Cost apply(List<Edit> edits) {
        pause();
        long wall = System.nanoTime();
        long cpu = clock.nanos();
        feed(edits);
        return cost(edits, wall, cpu);
    }

    /// Applies edits one by one, each when it is due, whatever is under way: as a cluster says them. What they cost
    /// together, until the engine is at rest after the last one.
    ///
    /// @param perSecond how many are due in a second; > 0
    public Cost applyPaced(List<Edit> edits, int perSecond) {
        pause();
        long wall = System.nanoTime();
        long cpu = clock.nanos();
        for (int i = 0; i < edits.size(); i++) {
            parkUntil(wall + i * NANOS_IN_SECOND / perSecond);
            feed(edits.subList(i, i + 1));
        }
        return cost(edits, wall, cpu);
    }

    private void feed(List<Edit> edits) {
        Map<ResourceKey, Edit> last = new TreeMap<>();
        edits.forEach(edit -> last.put(edit.key(), edit));
        var upserted = new ArrayList<Resource>();
        var deleted = new ArrayList<ResourceKey>();
        for (var edit : last.values()) {
            if (edit.resource() == null) {
                deleted.add(edit.key());
            } else {
                upserted.add(edit.resource());
            }
        }
        engine.feed(upserted, deleted);
    }

    private Cost cost(List<Edit> edits, long wall, long cpu) {
        long cpuAtRest = atRest();
        var heard = heard().summaryStatistics();
        return new Cost(
                changeClass(edits),
                edits.size(),
                (int) heard.getCount(),
                heard.getSum(),
                heard.getCount() == 0 ? 0 : heard.getMax(),
                cpuAtRest - cpu,
                Math.max(0, hosts.lastArrival() - wall));
    }

    /// The bytes that came to each host that heard anything since this was last asked.
    LongStream heard() {
        return hosts.heard();
    }

    /// What every host should hold now.
    public List<NodeView> nodes() {
        return Objects.requireNonNull(
                engine.settled(AT_MOST).toCompletableFuture().join());
    }

    @Override
    public void close() {
        hosts.close();
        engine.stop().toCompletableFuture().join();
    }

    /// Waits until all of it is done; the CPU time of the process then. The engine is asked, and says so once:
    /// nothing looks again and again meanwhile.
    private long atRest() {
        var _ = engine.atRest(AT_MOST).toCompletableFuture().join();
        long cpu = clock.nanos();
        atRestSince = System.nanoTime();
        return cpu;
    }

    /// What comes too soon after a version is gathered, and would have that in its wall time. The CPU time of a change
    /// is the same with or without.
    private void pause() {
        var gathering = Gathering.after(config.flushInterval(), hosts.count());
        parkUntil(atRestSince + gathering.plus(TIMER_SLACK).toNanos());
    }

    private static void parkUntil(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static String changeClass(List<Edit> edits) {
        var classes = edits.stream().map(Edit::changeClass).distinct().toList();
        return classes.size() == 1 ? classes.getFirst() : Cost.MIXED;
    }
}
