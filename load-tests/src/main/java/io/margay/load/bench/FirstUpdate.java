package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.model.resource.Resource;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What a host of a cluster is sent first.
public final class FirstUpdate {
    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private FirstUpdate() {}

    /// That of the first node that has any endpoints.
    ///
    /// Errors: an IllegalArgumentException if there is none.
    public static Update of(Collection<? extends Resource> resources) {
        var engine = Engine.start(EngineConfig.standalone(), 1);
        try {
            engine.feed(resources, List.of());
            var node = engine.settled(AT_MOST).toCompletableFuture().join().stream()
                    .filter(view -> !view.endpoints().isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no node has an endpoint"))
                    .node();
            var pieces = new CompletableFuture<List<byte[]>>();
            try (var _ = engine.attachEncoded(node, 0, pieces::complete)) {
                return HostProtocol.readUpdate(HostProtocol.join(pieces.join()));
            }
        } finally {
            engine.stop().toCompletableFuture().join();
        }
    }
}
