package io.margay.wire.stream;

import io.margay.wire.FrameReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Cuts a message to a host, in pieces, into chunks. Nothing is copied. For one thread at a time.
public final class ChunkCutter {
    /// The most bytes that a chunk has.
    public static final int MOST = 1 << 15;

    private final List<byte[]> pieces;
    private final int length;
    private int piece;
    private int at;
    private boolean hasBegun;

    /// A message from its beginning.
    ///
    /// Errors: an IllegalArgumentException where it is longer than a host takes.
    public ChunkCutter(List<byte[]> pieces) {
        long bytes = pieces.stream().mapToLong(each -> each.length).sum();
        if (bytes > FrameReader.MOST_TO_HOST) {
            throw new IllegalArgumentException(
                    "a message of " + bytes + " bytes, but " + FrameReader.MOST_TO_HOST + " are the most");
        }
        this.pieces = pieces;
        this.length = (int) bytes;
    }

    /// Whether there is another chunk.
    public boolean hasNext() {
        skipEnds();
        return piece < pieces.size();
    }

    /// The next chunk.
    public Chunk next() {
        var slices = new ArrayList<ByteBuffer>();
        int room = MOST;
        while (room > 0 && hasNext()) {
            var from = pieces.get(piece);
            int count = Math.min(room, from.length - at);
            slices.add(ByteBuffer.wrap(from, at, count));
            at += count;
            room -= count;
        }
        var chunk = new Chunk(hasBegun ? 0 : length, slices);
        hasBegun = true;
        return chunk;
    }

    private void skipEnds() {
        while (piece < pieces.size() && at == pieces.get(piece).length) {
            piece++;
            at = 0;
        }
    }
}
