package io.margay.wire.stream;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A chunk's encoding, which is never put together: gRPC drains it, slice by slice.
final class ChunkStream extends InputStream implements Drainable, KnownLength {
    private static final int HEADER = 16;

    private final Chunk chunk;
    private final byte[] header;
    /// For who does not drain it.
    private @Nullable InputStream whole;

    private boolean isDrained;

    ChunkStream(Chunk chunk) {
        this.chunk = chunk;
        this.header = header(chunk);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
        isDrained = true;
        target.write(header);
        for (var slice : chunk.slices()) {
            target.write(slice.array(), slice.arrayOffset() + slice.position(), slice.remaining());
        }
        return header.length + chunk.size();
    }

    @Override
    public int available() throws IOException {
        if (whole != null) {
            return whole.available();
        }
        return isDrained ? 0 : header.length + chunk.size();
    }

    @Override
    public int read() throws IOException {
        return whole().read();
    }

    @Override
    public int read(byte[] into, int at, int count) throws IOException {
        return whole().read(into, at, count);
    }

    private InputStream whole() throws IOException {
        var known = whole;
        if (known == null) {
            var bytes = new ByteArrayOutputStream();
            if (!isDrained) {
                var _ = drainTo(bytes);
            }
            known = new ByteArrayInputStream(bytes.toByteArray());
            whole = known;
        }
        return known;
    }

    private static byte[] header(Chunk chunk) {
        var buffer = ByteBuffer.allocate(HEADER);
        var out = CodedOutputStream.newInstance(buffer);
        try {
            if (chunk.length() != 0) {
                out.writeUInt32(io.margay.wire.proto.Chunk.LENGTH_FIELD_NUMBER, chunk.length());
            }
            out.writeTag(io.margay.wire.proto.Chunk.BYTES_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(chunk.size());
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("a header of more than " + HEADER + " bytes", e);
        }
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }
}
