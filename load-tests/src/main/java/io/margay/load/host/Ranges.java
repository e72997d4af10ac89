package io.margay.load.host;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.margay.wire.proto.ToHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Where the parts of a message to a host are in its bytes: nothing of them is read.
final class Ranges {
    private static final int PARTS = ToHost.PARTS_FIELD_NUMBER;

    private Ranges() {}

    /// From the tag to the end of one.
    record Range(int from, int to) {
        int length() {
            return to - from;
        }
    }

    /// All of them, in their order.
    ///
    /// Errors: an `UncheckedIOException` where it is none.
    static List<Range> ofParts(byte[] message) {
        var in = CodedInputStream.newInstance(message);
        var ranges = new ArrayList<Range>();
        try {
            int from = in.getTotalBytesRead();
            for (int field = skipField(in); field != 0; field = skipField(in)) {
                int to = in.getTotalBytesRead();
                ranges.addAll(field == PARTS ? List.of(new Range(from, to)) : List.of());
                from = to;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not a message to a host", e);
        }
        return ranges;
    }

    /// The number of the field that is passed over; 0 at the end.
    private static int skipField(CodedInputStream in) throws IOException {
        int tag = in.readTag();
        if (tag != 0 && !in.skipField(tag)) {
            throw new IOException("a group that ends and did not begin");
        }
        return WireFormat.getTagFieldNumber(tag);
    }
}
