package io.margay.wire.stream;

import java.nio.ByteBuffer;
import java.util.List;

/// Some bytes of a message to a host.
///
/// @param length of the whole message, in its first chunk; 0: it goes on with the message of the chunk before
/// @param slices the bytes, in turn; of arrays that others share, so nobody may change them
public record Chunk(int length, List<ByteBuffer> slices) {
    public Chunk {
        slices = List.copyOf(slices);
    }

    /// How many bytes.
    int size() {
        return slices.stream().mapToInt(ByteBuffer::remaining).sum();
    }
}
