package io.margay.load.run;

import io.margay.actors.Engine;
import io.margay.actors.cluster.EngineConfig;
import io.margay.load.host.Contents;
import io.margay.load.host.Replay;
import io.margay.load.host.SimulatedHost;
import io.margay.model.resource.Resource;
import io.margay.model.update.HostReplica;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import io.margay.wire.HostProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Says what each host should hold: an engine that begins with the resources as they are in the end, and knows of no
/// change. Hosts are compared with it one by one, on each processor: no more of them than that are in memory at once.
public final class Judge implements AutoCloseable {
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private final Engine engine;
    /// What parts that the engine says are to a host: most go to many hosts.
    private final Map<Shared, Part> heard = Collections.synchronizedMap(new IdentityHashMap<>());

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

    /// The hosts that hold something else than they should, and how, in their order.
    ///
    /// @param done is told how many were looked at, now and then, by any thread
    List<Wrong> wrong(List<SimulatedHost> hosts, IntConsumer done) throws InterruptedException {
        var looks = new ArrayList<Callable<Optional<Wrong>>>(hosts.size());
        var count = new AtomicInteger();
        hosts.forEach(host -> looks.add(() -> {
            var wrong = look(host);
            done.accept(count.incrementAndGet());
            return wrong;
        }));
        // Closed, it waits; by then nothing is under way, or all of it was interrupted.
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var wrong = new ArrayList<Wrong>();
            for (var look : threads.invokeAll(looks)) {
                look.get().ifPresent(wrong::add);
            }
            return wrong;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a host could not be compared", e.getCause());
        }
    }

    private Optional<Wrong> look(SimulatedHost host) {
        var how = differences(host);
        return how.isEmpty() ? Optional.empty() : Optional.of(new Wrong(host, String.join("; ", how)));
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
        return Contents.of(held).differences(expected(node));
    }

    private List<String> differences(SimulatedHost host) {
        try {
            return Contents.of(host.replayed()).differences(expected(host.node()));
        } catch (UpdateRefused e) {
            return List.of("an agent would have refused what it was told: " + e.getMessage());
        }
    }

    private Contents expected(String node) {
        var told = new CompletableFuture<Update>();
        try (var _ = engine.attachUpdates(node, 0, told::complete)) {
            var update = told.join();
            var held = new Replay();
            held.take(update, update.parts().stream().map(this::heard).toList());
            return Contents.of(held);
        }
    }

    /// A part as a host reads it.
    private Part heard(Shared part) {
        return heard.computeIfAbsent(part, it -> {
            var read = new ArrayList<Part>(1);
            HostProtocol.readEach(it.encoding(HostProtocol::encode), read::add);
            return read.getFirst();
        });
    }
}
