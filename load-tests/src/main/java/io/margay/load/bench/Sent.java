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

    private byte[] header = {};
    private int at;
    private long bytes;
    private long revision;

    /// A message to a host, in pieces: the first is the header.
    ///
    /// Errors: an IllegalStateException for what is no message to a host.
    void read(List<byte[]> pieces) {
        bytes = 0;
        for (int i = 0; i < pieces.size(); i++) {
            bytes += pieces.get(i).length;
        }
        header = pieces.getFirst();
        at = 0;
        if (varint() >>> TYPE_BITS != ToHost.UPDATE_FIELD_NUMBER) {
            throw new IllegalStateException("a message to a host that begins with no header");
        }
        varint();
        revision = findRevision();
    }

    /// How long it is.
    long bytes() {
        return bytes;
    }

    /// What the host is to say that it enforces.
    long revision() {
        return revision;
    }

    private long findRevision() {
        while (at < header.length) {
            long tag = varint();
            if (tag >>> TYPE_BITS == UpdateHeader.REVISION_FIELD_NUMBER) {
                return varint();
            }
            switch ((int) tag & TYPE) {
                case WireFormat.WIRETYPE_VARINT -> varint();
                case WireFormat.WIRETYPE_FIXED64 -> at += Long.BYTES;
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    long length = varint();
                    at += (int) length;
                }
                default -> throw new IllegalStateException("a header with a field of type " + (tag & TYPE));
            }
        }
        throw new IllegalStateException("a header without a revision");
    }

    private long varint() {
        long value = 0;
        int shift = 0;
        while (true) {
            int next = header[at++];
            value |= (long) (next & LOW) << shift;
            if (next >= 0) {
                return value;
            }
            shift += LOW_BITS;
        }
    }
}
