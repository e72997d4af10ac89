package io.margay.cli.compute;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.actors.view.NodeView;
import io.margay.model.resource.Resource;
import io.margay.model.update.Update;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// An engine in this process, fed once.
public final class Computation implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofHours(1);

    /// All comes at once, and nobody waits for what comes later.
    private static final Duration GATHERED = Duration.ofMillis(50);

    private final Engine engine;

    private Computation(Engine engine) {
        this.engine = engine;
    }

    /// Starts the engine.
    public static Computation start() {
        return new Computation(Engine.start(EngineConfig.standalone().gathering(GATHERED), 1));
    }

    /// Every node, or the one of this name, once all resources have had their effect. Waits for it.
    ///
    /// Errors: `IllegalStateException` if the engine ended instead.
    public List<NodeView> of(Collection<Resource> resources, Optional<String> node) {
        engine.feed(resources, List.of());
        try {
            return engine.settled(AT_MOST).toCompletableFuture().join().stream()
                    .filter(view -> node.isEmpty() || node.get().equals(view.node()))
                    .toList();
        } catch (CompletionException e) {
            throw new IllegalStateException("the engine ended before it was done", e);
        }
    }

    /// What hosts of these nodes are sent first. Waits for all of it to be encoded.
    public FirstUpdates firstUpdates(List<NodeView> nodes) {
        return FirstUpdates.of(engine, nodes.stream().map(NodeView::node).toList());
    }

    /// What a host of this node that holds nothing is sent first.
    public Update firstUpdate(String node) {
        var first = new CompletableFuture<Update>();
        try (var _ = engine.attachUpdates(node, 0, first::complete)) {
            return first.join();
        }
    }

    /// Nobody waits for its end, which takes a step for each endpoint: the process may end before.
    @Override
    public void close() {
        var _ = engine.stop();
    }
}
