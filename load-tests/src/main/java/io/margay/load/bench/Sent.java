package io.margay.load.bench;

import com.google.protobuf.WireFormat;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.util.List;

/// What a host was sent, as far as a benchmark looks at it. The one place here that knows its form: it reads the
/// revision at the front and no more, as decoding all of it for all hosts would be counted as the engine's work.
///
/// Cost: a look at each byte of the header's tags and numbers; no object.
final class Sent {
    private static final int TYPE = 7;
    private static final int TYPE_BITS = 3;
    private static final int LOW = 0x7f;
    private static final int LOW_BITS = 7;

    private Sent() {}

    /// How long a message in pieces is.
    static long bytes(List<byte[]> pieces) {
        long bytes = 0;
        for (int i = 0; i < pieces.size(); i++) {
            bytes += pieces.get(i).length;
        }
        return bytes;
    }

    /// What a host is to say that it enforces.
    ///
    /// Errors: an IllegalStateException for what is no header of a message to a host.
    static long revision(byte[] header) {
        if (varint(header, 0) >>> TYPE_BITS != ToHost.UPDATE_FIELD_NUMBER) {
            throw new IllegalStateException("a message to a host that begins with no header");
        }
        int at = after(header, after(header, 0));
        while (at < header.length) {
            int tag = (int) varint(header, at);
            at = after(header, at);
            if (tag >>> TYPE_BITS == UpdateHeader.REVISION_FIELD_NUMBER) {
                return varint(header, at);
            }
            at = switch (tag & TYPE) {
                case WireFormat.WIRETYPE_VARINT -> after(header, at);
                case WireFormat.WIRETYPE_FIXED64 -> at + Long.BYTES;
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> after(header, at) + (int) varint(header, at);
                default -> throw new IllegalStateException("a header with a field of type " + (tag & TYPE));
            };
        }
        throw new IllegalStateException("a header without a revision");
    }

    private static long varint(byte[] from, int at) {
        long value = 0;
        for (int i = at, shift = 0; ; i++, shift += LOW_BITS) {
            value |= (long) (from[i] & LOW) << shift;
            if (from[i] >= 0) {
                return value;
            }
        }
    }

    private static int after(byte[] from, int varint) {
        int at = varint;
        while (from[at] < 0) {
            at++;
        }
        return at + 1;
    }
}
