package io.margay.dataplane.agent;

import io.margay.wire.FrameReader;
import io.margay.wire.FrameWriter;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import io.margay.wire.MalformedMessage;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The way to an engine on this machine: frames of the host protocol over a socket in the file system.
///
/// Neither end can make this one hold more than it may: an engine that says more than `MOST_UNANSWERED` updates
/// before the host has answered, and one that takes in nothing of what the host says, ends the stream.
///
/// @param socket where the engine takes hosts' streams
public record SocketUplink(Path socket) implements Uplink {
    /// An engine says one, and one that replaces it where it began anew; and some room.
    static final int MOST_UNANSWERED = 8;

    static final int MOST_UNSAID = 64;

    @Override
    public Stream connect(FromHost.Hello hello, Sink sink) {
        var connection = new Connection(sink);
        connection.say(hello);
        Thread.ofVirtual().name("uplink").start(() -> connection.run(socket));
        return connection;
    }

    /// One stream; its threads are a reader and, once the engine is there, a writer.
    private static final class Connection implements Stream {
        private final Sink sink;
        private final BlockingQueue<FromHost> unsaid = new ArrayBlockingQueue<>(MOST_UNSAID);
        private final AtomicInteger unanswered = new AtomicInteger();
        private final AtomicBoolean isOver = new AtomicBoolean();
        private volatile @Nullable SocketChannel channel;
        private volatile @Nullable Thread writer;

        Connection(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void say(FromHost said) {
            unanswered.set(0);
            if (!unsaid.offer(said)) {
                end("the engine does not take in what this host says");
            }
        }

        @Override
        public void close() {
            if (isOver.compareAndSet(false, true)) {
                release();
            }
        }

        private void run(Path socket) {
            try (var open = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                channel = open;
                writer = Thread.ofVirtual().name("uplink-writer").start(() -> write(open));
                if (isOver.get()) {
                    release(); // closed before it was open
                    return;
                }
                sink.began();
                read(open);
                end("the engine ended the stream");
            } catch (IOException | MalformedMessage e) {
                end(socket + ": " + e.getMessage());
            }
        }

        private void read(SocketChannel from) throws IOException {
            var in = new FrameReader(from, FrameReader.MOST_TO_HOST);
            for (var message = in.read(); message != null; message = in.read()) {
                if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
                    end("the engine says more before this host has answered");
                    return;
                }
                sink.accept(List.of(message));
            }
        }

        private void write(SocketChannel to) {
            var out = new FrameWriter(to, FrameReader.MOST_FROM_HOST);
            try {
                while (!isOver.get()) {
                    out.write(List.of(HostProtocol.write(unsaid.take())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the stream is over
            } catch (IOException e) {
                end("the engine cannot be told: " + e.getMessage());
            }
        }

        /// The stream is over, and this host did not want that.
        private void end(String why) {
            if (isOver.compareAndSet(false, true)) {
                release();
                sink.ended(why);
            }
        }

        private void release() {
            var open = channel;
            var writing = writer;
            if (writing != null) {
                writing.interrupt();
            }
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException _) {
                // nothing is said on it any more
            }
        }
    }
}
