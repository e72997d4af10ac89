package io.margay.cli.compute;

import io.margay.actors.Engine;
import io.margay.actors.HostStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What hosts that hold nothing are sent first: only its size is kept.
///
/// @param sent how many records all hosts were sent
/// @param encoded how many different ones these were: each is encoded once
/// @param encodedBytes the size of those
/// @param bytesPerHost for each host, the bytes that it was sent; in order
public record FirstUpdates(long sent, long encoded, long encodedBytes, List<Long> bytesPerHost) {
    /// Nothing was sent.
    public static final FirstUpdates NONE = new FirstUpdates(0, 0, 0, List.of());

    private record Size(long records, long bytes) {}

    public FirstUpdates {
        bytesPerHost = bytesPerHost.stream().sorted().toList();
    }

    /// Attaches a host to each of these nodes, all at once, until each has heard once.
    static FirstUpdates of(Engine engine, List<String> nodes) {
        Set<byte[]> different = ConcurrentHashMap.newKeySet(); // by reference, as arrays are
        var streams = new ArrayList<HostStream>();
        var sizes = new ArrayList<CompletableFuture<Size>>();
        for (var node : nodes) {
            var size = new CompletableFuture<Size>();
            sizes.add(size);
            streams.add(engine.attachEncoded(node, 0, pieces -> size.complete(size(pieces, different))));
        }
        var all = sizes.stream().map(CompletableFuture::join).toList();
        streams.forEach(HostStream::close);
        return new FirstUpdates(
                all.stream().mapToLong(Size::records).sum(),
                different.size(),
                different.stream().mapToLong(piece -> piece.length).sum(),
                all.stream().map(Size::bytes).toList());
    }

    /// The first piece is the header; the others are records, which hosts share.
    private static Size size(List<byte[]> pieces, Set<byte[]> different) {
        long bytes = 0;
        for (var piece : pieces) {
            bytes += piece.length;
        }
        different.addAll(pieces.subList(1, pieces.size()));
        return new Size(pieces.size() - 1, bytes);
    }
}
