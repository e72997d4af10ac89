package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/// A host for every node. Each counts what it is sent, and says at once that it enforces it.
///
/// What is counted is read once the engine is at rest, which it says after it heard each host's answer; so it needs no
/// guard, and a host costs as little as can be: its CPU is in the figures.
final class Hosts implements AutoCloseable {
    private final List<Host> hosts;

    private Hosts(Engine engine, Collection<String> nodes) {
        hosts = nodes.stream().map(node -> new Host(engine, node)).toList();
    }

    /// Hosts that hold nothing yet; what they are sent first comes soon.
    static Hosts attached(Engine engine, Collection<String> nodes) {
        return new Hosts(engine, nodes);
    }

    /// When the last one came, as `System.nanoTime` has it; some time long ago where none did. For when nothing is
    /// under way.
    long lastArrival() {
        return hosts.stream()
                .filter(host -> host.hasHeard)
                .mapToLong(host -> host.arrival)
                .reduce((one, other) -> one - other > 0 ? one : other)
                .orElseGet(() -> System.nanoTime() - Long.MAX_VALUE / 2);
    }

    /// The bytes that came to each host that heard anything since this was last asked. For when nothing is under
    /// way.
    LongStream heard() {
        return hosts.stream().mapToLong(Host::takeHeard).filter(bytes -> bytes > 0);
    }

    @Override
    public void close() {
        hosts.forEach(host -> host.stream.join().close());
    }

    private static final class Host {
        private final CompletableFuture<HostStream> stream = new CompletableFuture<>();
        private final Sent sent = new Sent();
        private boolean hasHeard;
        private long heard;
        private long arrival;

        Host(Engine engine, String node) {
            stream.complete(engine.attachEncoded(node, 0, this::told));
        }

        private void told(List<byte[]> pieces) {
            sent.read(pieces);
            hasHeard = true;
            heard += sent.bytes();
            arrival = System.nanoTime();
            var known = stream.getNow(null);
            if (known == null) {
                long revision = sent.revision();
                var _ = stream.thenAccept(it -> it.enforced(revision));
            } else {
                known.enforced(sent.revision());
            }
        }

        private long takeHeard() {
            long taken = heard;
            heard = 0;
            return taken;
        }
    }
}
