package io.margay.load.bench;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

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

    int count() {
        return hosts.size();
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
        hosts.forEach(host -> host.coming.join().close());
    }

    private static final class Host {
        private final CompletableFuture<HostStream> coming = new CompletableFuture<>();
        private volatile @Nullable HostStream stream;
        private boolean hasHeard;
        private long heard;
        private long arrival;

        Host(Engine engine, String node) {
            stream = engine.attachEncoded(node, 0, this::told);
            coming.complete(stream);
        }

        private void told(List<byte[]> pieces) {
            long revision = Sent.revision(pieces.getFirst());
            hasHeard = true;
            heard += Sent.bytes(pieces);
            arrival = System.nanoTime();
            var known = stream;
            if (known == null) {
                var _ = coming.thenAccept(it -> it.enforced(revision));
            } else {
                known.enforced(revision);
            }
        }

        private long takeHeard() {
            long taken = heard;
            heard = 0;
            return taken;
        }
    }
}
