package io.margay.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.margay.model.update.Update;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Headers of updates as bytes, what the classes of protobuf would write. It is the one thing that is encoded for
/// each host and update, a thousand times where a part is once: so no object is made but the bytes.
final class UpdateHeaders {
    private static final int FIXED64 = 8;

    private UpdateHeaders() {}

    /// A message to a host that has the header of an update and nothing else.
    static byte[] write(Update update) {
        int size = size(update);
        int tag = CodedOutputStream.computeTagSize(ToHost.UPDATE_FIELD_NUMBER);
        var bytes = new byte[tag + CodedOutputStream.computeUInt32SizeNoTag(size) + size];
        var out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeTag(ToHost.UPDATE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt32NoTag(size);
            write(update, out);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("an array has less room than was counted", e);
        }
        return bytes;
    }

    /// Fields with their default are left out, as protobuf does.
    private static int size(Update update) {
        int size = 0;
        if (!update.node().isEmpty()) {
            size += CodedOutputStream.computeStringSize(UpdateHeader.NODE_FIELD_NUMBER, update.node());
        }
        if (update.incarnation() != 0) {
            size += CodedOutputStream.computeTagSize(UpdateHeader.INCARNATION_FIELD_NUMBER) + FIXED64;
        }
        if (update.base() != 0) {
            size += CodedOutputStream.computeUInt64Size(UpdateHeader.BASE_FIELD_NUMBER, update.base());
        }
        if (update.revision() != 0) {
            size += CodedOutputStream.computeUInt64Size(UpdateHeader.REVISION_FIELD_NUMBER, update.revision());
        }
        if (update.all()) {
            size += CodedOutputStream.computeBoolSize(UpdateHeader.ALL_FIELD_NUMBER, true);
        }
        return size;
    }

    private static void write(Update update, CodedOutputStream out) throws IOException {
        if (!update.node().isEmpty()) {
            out.writeString(UpdateHeader.NODE_FIELD_NUMBER, update.node());
        }
        if (update.incarnation() != 0) {
            out.writeFixed64(UpdateHeader.INCARNATION_FIELD_NUMBER, update.incarnation());
        }
        if (update.base() != 0) {
            out.writeUInt64(UpdateHeader.BASE_FIELD_NUMBER, update.base());
        }
        if (update.revision() != 0) {
            out.writeUInt64(UpdateHeader.REVISION_FIELD_NUMBER, update.revision());
        }
        if (update.all()) {
            out.writeBool(UpdateHeader.ALL_FIELD_NUMBER, true);
        }
    }
}
