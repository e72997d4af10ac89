package io.margay.cli.compute;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import io.margay.model.update.Part;
import io.margay.model.update.Update;
import io.margay.wire.HostProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What hosts that hold nothing are sent first: only its size is kept.
///
/// @param sent how many records all hosts were sent
/// @param encoded how many of them were encoded for these hosts: each once, but that two threads may encode one at the
/// same time
/// @param encodedBytes the size of those
/// @param bytesPerHost for each host, the bytes that it was sent; in order
public record FirstUpdates(long sent, long encoded, long encodedBytes, List<Long> bytesPerHost) {
    /// Nothing was sent.
    public static final FirstUpdates NONE = new FirstUpdates(0, 0, 0, List.of());

    private record Size(long records, long bytes) {}

    /// Encodes, and counts what it encoded. Safe for any thread.
    private static final class Encoder {
        private final AtomicLong records = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();

        byte[] encode(Part part, byte @Nullable [] other) {
            var encoded = HostProtocol.encode(part, other);
            records.incrementAndGet();
            bytes.addAndGet(encoded.length);
            return encoded;
        }

        /// What a host is sent: a header, and records, which hosts share.
        Size size(Update update) {
            var pieces = HostProtocol.write(update, this::encode);
            long size = 0;
            for (var piece : pieces) {
                size += piece.length;
            }
            return new Size(pieces.size() - 1L, size);
        }
    }

    public FirstUpdates {
        bytesPerHost = bytesPerHost.stream().sorted().toList();
    }

    /// Attaches a host to each of these nodes, all at once, until each has heard once.
    static FirstUpdates of(Engine engine, List<String> nodes) {
        var encoder = new Encoder();
        var streams = new ArrayList<HostStream>();
        var sizes = new ArrayList<CompletableFuture<Size>>();
        for (var node : nodes) {
            var size = new CompletableFuture<Size>();
            sizes.add(size);
            streams.add(engine.attachUpdates(node, 0, update -> size.complete(encoder.size(update))));
        }
        var all = sizes.stream().map(CompletableFuture::join).toList();
        streams.forEach(HostStream::close);
        return new FirstUpdates(
                all.stream().mapToLong(Size::records).sum(),
                encoder.records.get(),
                encoder.bytes.get(),
                all.stream().map(Size::bytes).toList());
    }
}
