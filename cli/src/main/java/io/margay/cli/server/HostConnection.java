package io.margay.cli.server;

import io.margay.wire.FrameReader;
import io.margay.wire.FrameWriter;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The engine's end of one host's stream.
///
/// A host that reads slowly, or not at all, costs what is under way to it: an engine says the next update once the
/// host has answered the one before, and adds up what changes meanwhile. What waits here refers to pieces that all
/// hosts share. Should more wait than `MOST_WAITING`, the stream ends, and the host begins another.
final class HostConnection implements HostRoll.Stream {
    /// One, and one that replaces it where the engine's links began anew; and some room.
    static final int MOST_WAITING = 4;

    private static final Logger LOG = LoggerFactory.getLogger(HostConnection.class);

    private final SocketChannel client;
    private final FrameReader in;
    private final BlockingQueue<List<byte[]>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Unanswered unanswered = new Unanswered();
    /// For logs, once it said so.
    private volatile String node = "";

    HostConnection(SocketChannel client) {
        this.client = client;
        this.in = new FrameReader(client, FrameReader.MOST_FROM_HOST);
    }

    /// Waits for the host to say who it is; null where it does not.
    FromHost.@Nullable Hello hello() {
        if (read() instanceof FromHost.Hello hello) {
            node = hello.node();
            return hello;
        }
        end("it did not begin with who it is");
        return null;
    }

    /// Passes on what both say, until the stream ends. For so long it is the host's one stream on the roll.
    void run(FromHost.Hello hello, HostRoll roll, HostStreams engine) {
        roll.began(node, this);
        var writer = Thread.ofVirtual().name("host-stream-writer").start(this::write);
        try (var stream = engine.attach(hello, message -> tell(message, roll.counts()), this::sendAway)) {
            var words = new HostWords(node, roll, stream);
            for (var said = read(); said != null; said = read()) {
                pass(said, words);
            }
        } finally {
            writer.interrupt();
            roll.ended(node, this);
        }
    }

    @Override
    public void end(String why) {
        if (!client.isOpen()) {
            return;
        }
        if (!why.isEmpty()) {
            LOG.atWarn().addKeyValue("host", node).addKeyValue("why", why).log("stream ended");
        }
        try {
            client.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("a stream did not close");
        }
    }

    @Override
    public Unanswered unanswered() {
        return unanswered;
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    private void pass(FromHost said, HostWords to) {
        if (!to.pass(said, this)) {
            end("it said twice who it is");
        }
    }

    /// The next that the host says; null once it says no more.
    private @Nullable FromHost read() {
        try {
            var message = in.read();
            return message == null ? null : HostProtocol.readFromHost(message);
        } catch (MalformedMessage e) {
            end(String.valueOf(e.getMessage()));
            return null;
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("host", node)
                    .addKeyValue("why", e.getMessage())
                    .log("host went away");
            return null;
        }
    }

    private void tell(List<byte[]> message, HostCounts counts) {
        unanswered.told(HostProtocol.revision(message.getFirst()));
        counts.told(message);
        if (!waiting.offer(message)) {
            end("more waits for it than it may, since it does not read");
        }
    }

    /// The socket is this machine's: where else the node lives is of no use to the host.
    private void sendAway(String home) {
        end("its node does not live here, but " + (home.isEmpty() ? "elsewhere" : "at " + home));
    }

    private void write() {
        var out = new FrameWriter(client, FrameReader.MOST_TO_HOST);
        try {
            while (client.isOpen()) {
                out.write(waiting.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the host went away
        } catch (IOException e) {
            end("it could not be told: " + e.getMessage());
        }
    }
}
