package io.margay.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.margay.model.update.Update;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Headers of the updates of one host as bytes, what the classes of protobuf would write. It is the one thing that is
/// encoded for each host and update, a thousand times where a part is once: so no object is made but the bytes, and
/// what stands before the revisions is kept from one to the next.
///
/// Layout: tag and length of the header; kept: node and incarnation; then base, revision and `all`, each a tag of one
/// byte and a varint.
final class UpdateHeaders {
    private static final int MESSAGE = tag(ToHost.UPDATE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int BASE = tag(UpdateHeader.BASE_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int REVISION = tag(UpdateHeader.REVISION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int ALL = tag(UpdateHeader.ALL_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;

    private String node = "";
    private long incarnation;
    private byte[] kept = {};
    private byte[] bytes = kept;
    private int at;

    /// A message to a host that has the header of an update and nothing else. Fields with their default are left out,
    /// as protobuf does.
    byte[] write(Update update) {
        if (incarnation != update.incarnation() || !node.equals(update.node())) {
            keep(update);
        }
        int size = kept.length + size(update.base()) + size(update.revision()) + size(update.all() ? 1 : 0);
        bytes = new byte[1 + varintSize(size) + size];
        at = 0;
        bytes[at++] = (byte) MESSAGE;
        varint(size);
        System.arraycopy(kept, 0, bytes, at, kept.length);
        at += kept.length;
        field(BASE, update.base());
        field(REVISION, update.revision());
        field(ALL, update.all() ? 1 : 0);
        return bytes;
    }

    private void keep(Update update) {
        node = update.node();
        incarnation = update.incarnation();
        kept = new byte
                [CodedOutputStream.computeStringSize(UpdateHeader.NODE_FIELD_NUMBER, node)
                        + CodedOutputStream.computeFixed64Size(UpdateHeader.INCARNATION_FIELD_NUMBER, incarnation)];
        var out = CodedOutputStream.newInstance(kept);
        try {
            if (!node.isEmpty()) {
                out.writeString(UpdateHeader.NODE_FIELD_NUMBER, node);
            }
            if (incarnation != 0) {
                out.writeFixed64(UpdateHeader.INCARNATION_FIELD_NUMBER, incarnation);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array has less room than was counted", e);
        }
        kept = Arrays.copyOf(kept, out.getTotalBytesWritten());
    }

    private void field(int tag, long value) {
        if (value != 0) {
            bytes[at++] = (byte) tag;
            varint(value);
        }
    }

    private void varint(long value) {
        long left = value;
        while ((left & ~LOW) != 0) {
            bytes[at++] = (byte) ((left & LOW) | MORE);
            left >>>= LOW_BITS;
        }
        bytes[at++] = (byte) left;
    }

    private static int size(long value) {
        return value == 0 ? 0 : 1 + varintSize(value);
    }

    private static int varintSize(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + LOW_BITS - 1) / LOW_BITS;
    }

    /// Of a field with a number below 16: one byte.
    private static int tag(int field, int type) {
        return (field << 3) | type;
    }
}
