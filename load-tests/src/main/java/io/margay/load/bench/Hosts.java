package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// A host for every node. Each counts what it is sent, and says at once that it enforces it.
final class Hosts implements AutoCloseable {
    private final List<Host> hosts;
    private final AtomicLong lastArrival = new AtomicLong();

    private Hosts(Engine engine, Collection<String> nodes) {
        hosts = nodes.stream().map(node -> new Host(engine, node)).toList();
    }

    /// Hosts that hold nothing yet; what they are sent first comes soon.
    static Hosts attached(Engine engine, Collection<String> nodes) {
        return new Hosts(engine, nodes);
    }

    /// When the last one came, as `System.nanoTime` has it.
    long lastArrival() {
        return lastArrival.get();
    }

    /// The bytes that came to each host that heard anything since this was last asked. For when nothing is under
    /// way.
    LongStream heard() {
        return hosts.stream().mapToLong(host -> host.heard.getAndSet(0)).filter(bytes -> bytes > 0);
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.stream.join().close());
    }

    private final class Host {
        private final CompletableFuture<HostStream> stream = new CompletableFuture<>();
        private final AtomicLong heard = new AtomicLong();

        Host(Engine engine, String node) {
            stream.complete(engine.attachEncoded(node, 0, pieces -> told(Sent.of(pieces))));
        }

        private void told(Sent sent) {
            heard.addAndGet(sent.bytes());
            lastArrival.accumulateAndGet(System.nanoTime(), Math::max);
            var _ = stream.thenAccept(it -> it.enforced(sent.revision()));
        }
    }
}
