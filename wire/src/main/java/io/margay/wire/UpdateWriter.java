package io.margay.wire;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.margay.model.update.Update;
import io.margay.wire.proto.ToHost;
import io.margay.wire.proto.UpdateHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Writes the updates of one host, one after the other, as messages in pieces; as [HostProtocol#write] does.
///
/// The header is the one thing that is encoded for each host and update, a thousand times where a part is once. What
/// that costs is mostly the memory that is touched, for it is not in the processor's cache, so there is little of it.
///
/// Layout of a header: tag and length; node and incarnation, kept from one to the next; then base, revision and `all`,
/// each a tag of one byte and a varint. Cost of an update: this object and what it kept, an array for the header, and a
/// list with a reference a part that was encoded before. For one thread at a time.
public final class UpdateWriter implements Consumer<Update> {
    private static final int MESSAGE = tag(ToHost.UPDATE_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int BASE = tag(UpdateHeader.BASE_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int REVISION = tag(UpdateHeader.REVISION_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int ALL = tag(UpdateHeader.ALL_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int TYPE_BITS = 3;
    private static final int LOW = 0x7f;
    private static final int MORE = 0x80;
    private static final int LOW_BITS = 7;

    private final Consumer<List<byte[]>> sink;
    private String node = "";
    private long incarnation;
    private byte[] kept = {};

    /// A writer that wrote nothing yet.
    ///
    /// @param sink gets each message, in pieces that nobody may change
    public UpdateWriter(Consumer<List<byte[]>> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(Update update) {
        sink.accept(HostProtocol.pieces(header(update), update.parts(), HostProtocol::encode));
    }

    /// A message to a host that has the header of an update and nothing else. Fields with their default are left out,
    /// as protobuf does.
    byte[] header(Update update) {
        if (incarnation != update.incarnation() || !node.equals(update.node())) {
            keep(update);
        }
        long base = update.base();
        long revision = update.revision();
        long all = update.all() ? 1 : 0;
        int size = kept.length + size(base) + size(revision) + size(all);
        var bytes = new byte[1 + varintSize(size) + size];
        bytes[0] = (byte) MESSAGE;
        int at = varint(bytes, 1, size);
        System.arraycopy(kept, 0, bytes, at, kept.length);
        at += kept.length;
        at = field(bytes, at, BASE, base);
        at = field(bytes, at, REVISION, revision);
        field(bytes, at, ALL, all);
        return bytes;
    }

    private void keep(Update update) {
        node = update.node();
        incarnation = update.incarnation();
        var most = new byte
                [CodedOutputStream.computeStringSize(UpdateHeader.NODE_FIELD_NUMBER, node)
                        + CodedOutputStream.computeFixed64Size(UpdateHeader.INCARNATION_FIELD_NUMBER, incarnation)];
        var out = CodedOutputStream.newInstance(most);
        try {
            if (!node.isEmpty()) {
                out.writeString(UpdateHeader.NODE_FIELD_NUMBER, node);
            }
            if (incarnation != 0) {
                out.writeFixed64(UpdateHeader.INCARNATION_FIELD_NUMBER, incarnation);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an array has less room than was counted", e);
        }
        kept = Arrays.copyOf(most, out.getTotalBytesWritten());
    }

    private static int field(byte[] bytes, int at, int tag, long value) {
        if (value == 0) {
            return at;
        }
        bytes[at] = (byte) tag;
        return varint(bytes, at + 1, value);
    }

    private static int varint(byte[] bytes, int from, long value) {
        int at = from;
        long left = value;
        while ((left & ~LOW) != 0) {
            bytes[at++] = (byte) ((left & LOW) | MORE);
            left >>>= LOW_BITS;
        }
        bytes[at++] = (byte) left;
        return at;
    }

    private static int size(long value) {
        return value == 0 ? 0 : 1 + varintSize(value);
    }

    private static int varintSize(long value) {
        return (Long.SIZE - Long.numberOfLeadingZeros(value | 1) + LOW_BITS - 1) / LOW_BITS;
    }

    /// Of a field with a number below 16: one byte.
    static int tag(int field, int type) {
        return (field << TYPE_BITS) | type;
    }
}
