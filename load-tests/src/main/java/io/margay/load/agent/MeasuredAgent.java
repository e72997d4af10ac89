package io.margay.load.agent;

import io.margay.dataplane.agent.Report;
import io.margay.dataplane.agent.Uplink;
import io.margay.dataplane.kernel.Netns;
import io.margay.wire.FromHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The agent of one node in this JVM, and an engine by hand.
final class MeasuredAgent implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 300;

    private final LivingAgent agent;
    private final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> streams = new LinkedBlockingQueue<>();
    private final Asked stream;
    /// None where messages are given by hand.
    private volatile Uplink.@Nullable Stream engine;

    private record Asked(FromHost.Hello hello, Uplink.Sink sink) {}

    /// An agent that has begun its stream.
    ///
    /// @param folder for its state
    MeasuredAgent(String node, Netns netns, Path folder) throws InterruptedException {
        agent = new LivingAgent(node, netns, folder, uplink(), reports::add);
        stream = next(streams);
    }

    /// Gives it a message, and waits until it enforces a revision.
    void enforce(List<byte[]> pieces, long revision) throws InterruptedException {
        stream.sink().accept(pieces);
        awaitEnforced(revision);
    }

    /// Has it begin its stream to an engine, and waits until it enforces the first revision.
    void enforceFrom(Uplink uplink) throws InterruptedException {
        engine = uplink.connect(stream.hello(), stream.sink());
        awaitEnforced(1);
    }

    private void awaitEnforced(long revision) throws InterruptedException {
        Report report;
        do {
            report = next(reports);
        } while (!(report instanceof Report.Enforced enforced && enforced.revision() == revision));
    }

    private Uplink uplink() {
        return (hello, sink) -> {
            streams.add(new Asked(hello, sink));
            return new Uplink.Stream() {
                @Override
                public void say(FromHost said) {
                    var real = engine;
                    if (real != null) {
                        real.say(said);
                    }
                }

                @Override
                public void close() {
                    // Nothing is sent after it.
                }
            };
        };
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        var next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("nothing came within " + PATIENCE_SECONDS + " s");
        }
        return next;
    }

    @Override
    public void close() {
        var real = engine;
        if (real != null) {
            real.close();
        }
        agent.close();
    }
}
