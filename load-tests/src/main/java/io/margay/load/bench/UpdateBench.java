package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.view.NodeView;
import io.margay.model.resource.Resource;
import io.margay.model.resource.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// An engine with a host for every node, fed edits one batch after the other. For one thread.
public final class UpdateBench implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofHours(1);

    private final Engine engine;
    private final EngineConfig config;
    private Hosts hosts;
    private Stillness stillness;

    private UpdateBench(Engine engine, EngineConfig config) {
        this.engine = engine;
        this.config = config;
        this.hosts = Hosts.attached(engine, List.of());
        this.stillness = stillness();
    }

    /// Starts an engine, feeds it these resources, and waits until it has computed all of them.
    public static UpdateBench of(Collection<? extends Resource> resources) {
        var config = EngineConfig.standalone();
        var bench = new UpdateBench(Engine.start(config, 1), config);
        bench.engine.feed(resources, List.of());
        var _ = bench.nodes();
        return bench;
    }

    /// How long the engine gathers changes before it tells hosts: part of every wall time.
    public Duration flushInterval() {
        return config.flushInterval();
    }

    /// A host for every node comes, and is sent its first snapshot.
    public FirstSnapshots attachHosts() {
        var names = nodes().stream().map(NodeView::node).toList();
        long wall = System.nanoTime();
        long cpu = stillness.cpu();
        hosts = Hosts.attached(engine, names);
        stillness = stillness();
        long cpuAtRest = stillness.await();
        var bytes = hosts.heard().sorted().boxed().toList();
        return new FirstSnapshots(bytes, cpuAtRest - cpu, Math.max(0, hosts.lastArrival() - wall));
    }

    /// Applies some edits as one.
    public Cost apply(List<Edit> edits) {
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
        long wall = System.nanoTime();
        long cpu = stillness.cpu();
        engine.feed(upserted, deleted);
        long cpuAtRest = stillness.await();
        var heard = hosts.heard().summaryStatistics();
        return new Cost(
                changeClass(edits),
                edits.size(),
                (int) heard.getCount(),
                heard.getSum(),
                heard.getCount() == 0 ? 0 : heard.getMax(),
                cpuAtRest - cpu,
                Math.max(0, hosts.lastArrival() - wall));
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

    private Stillness stillness() {
        return new Stillness(engine, hosts, config.flushInterval());
    }

    private static String changeClass(List<Edit> edits) {
        var classes = edits.stream().map(Edit::changeClass).distinct().toList();
        return classes.size() == 1 ? classes.getFirst() : Cost.MIXED;
    }
}
