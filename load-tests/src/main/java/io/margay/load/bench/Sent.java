package io.margay.load.bench;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What a host was sent, as far as a benchmark looks at it. The one place here that knows its form: it reads the
/// revision at the front and no more, as decoding all of it for all hosts would be counted as the engine's work.
///
/// @param bytes how long it is
/// @param revision what the host is to say that it enforces
record Sent(long bytes, long revision) {
    /// A message to a host, in pieces: the first is the header.
    static Sent of(List<byte[]> pieces) {
        try {
            var in = CodedInputStream.newInstance(pieces.getFirst());
            if (WireFormat.getTagFieldNumber(in.readTag()) != ToHost.UPDATE_FIELD_NUMBER) {
                throw new IllegalStateException("a message to a host that begins with no header");
            }
            in.readRawVarint32();
            long bytes = 0;
            for (var piece : pieces) {
                bytes += piece.length;
            }
            return new Sent(bytes, revision(in));
        } catch (IOException e) {
            throw new UncheckedIOException("the engine sent a message that cannot be read", e);
        }
    }

    private static long revision(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == UpdateHeader.REVISION_FIELD_NUMBER) {
                return in.readUInt64();
            }
            in.skipField(tag);
        }
        throw new IllegalStateException("a header without a revision");
    }
}
