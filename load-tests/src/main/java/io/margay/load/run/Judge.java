package io.margay.load.run;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.load.host.Contents;
import io.margay.load.host.SimulatedHost;
import io.margay.model.resource.Resource;
import io.margay.model.update.HostReplica;
import io.margay.model.update.UpdateRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Says what each host should hold: an engine that begins with the resources as they are in the end, and knows of no
/// change. One host after the other is compared with it, so that no two are in memory at once.
public final class Judge implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private final Engine engine;

    private Judge(Engine engine) {
        this.engine = engine;
    }

    /// One that knows these resources. Waits until all of them have had their effect.
    public static Judge of(Collection<? extends Resource> resources) {
        var engine = Engine.start(EngineConfig.standalone(), 1);
        engine.feed(resources, List.of());
        var _ = engine.atRest(AT_MOST).toCompletableFuture().join();
        return new Judge(engine);
    }

    /// The hosts that hold something else than they should, and how.
    List<Wrong> wrong(List<SimulatedHost> hosts) throws InterruptedException {
        var wrong = new ArrayList<Wrong>();
        for (var host : hosts) {
            var how = differences(host);
            if (!how.isEmpty()) {
                wrong.add(new Wrong(host, String.join("; ", how)));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while hosts were compared");
            }
        }
        return wrong;
    }

    /// A host that is wrong.
    record Wrong(SimulatedHost host, String how) {
        @Override
        public String toString() {
            return host.node() + ": " + how;
        }
    }

    @Override
    public void close() {
        engine.stop().toCompletableFuture().join();
    }

    /// What a node's host holds otherwise than it should, in words; empty: nothing.
    public List<String> differences(String node, HostReplica held) {
        return Contents.of(held).differences(Contents.of(expected(node)));
    }

    private List<String> differences(SimulatedHost host) {
        try {
            return differences(host.node(), host.replica());
        } catch (UpdateRefused e) {
            return List.of("an agent would have refused what it was told: " + e.getMessage());
        }
    }

    private HostReplica expected(String node) {
        var replica = new HostReplica();
        var told = new CompletableFuture<Void>();
        try (var _ = engine.attach(node, replica, _ -> told.complete(null))) {
            told.join();
        }
        return replica;
    }
}
