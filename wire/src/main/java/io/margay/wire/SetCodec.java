package io.margay.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.margay.model.update.Part.SetContents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// Sets with all that they mean.
final class SetCodec {
    private static final long MAX = 0xffff_ffffL;

    private SetCodec() {}

    static io.margay.wire.proto.SetContents write(SetContents set) {
        var written = io.margay.wire.proto.SetContents.newBuilder()
                .setSet(set.set())
                .setDefinition(Selectors.write(set.definition()))
                .addAllMembers(Members.write(set.members()));
        var bitmap = set.identities().clone();
        bitmap.runOptimize();
        if (isListSmaller(bitmap)) {
            int before = 0;
            for (var numbers = bitmap.getIntIterator(); numbers.hasNext(); ) {
                int number = numbers.next();
                written.addIdentities(number - before);
                before = number;
            }
        } else {
            var bytes = new byte[bitmap.serializedSizeInBytes()];
            bitmap.serialize(ByteBuffer.wrap(bytes));
            written.setBitmap(ByteString.copyFrom(bytes));
        }
        return written.build();
    }

    /// Errors: `IllegalArgumentException` for what is no bitmap or no ascending list.
    static SetContents read(io.margay.wire.proto.SetContents set) {
        if (!set.getBitmap().isEmpty() && set.getIdentitiesCount() > 0) {
            throw new IllegalArgumentException("identities as a bitmap and as a list");
        }
        var identities = set.getBitmap().isEmpty() ? list(set.getIdentitiesList()) : bitmap(set.getBitmap());
        return new SetContents(
                set.getSet(), Selectors.read(set.getDefinition()), identities, Members.read(set.getMembersList()));
    }

    /// A difference is a byte at least.
    private static boolean isListSmaller(RoaringBitmap bitmap) {
        int size = bitmap.serializedSizeInBytes();
        if (bitmap.getLongCardinality() > size) {
            return false;
        }
        int bytes = 0;
        int before = 0;
        for (var numbers = bitmap.getIntIterator(); numbers.hasNext(); ) {
            int number = numbers.next();
            bytes += CodedOutputStream.computeUInt32SizeNoTag(number - before);
            before = number;
        }
        return bytes <= size;
    }

    private static RoaringBitmap list(List<Integer> differences) {
        var writer = RoaringBitmapWriter.writer().get();
        long number = 0;
        for (int i = 0; i < differences.size(); i++) {
            int difference = differences.get(i);
            number += Integer.toUnsignedLong(difference);
            if (number > MAX || (difference == 0 && i > 0)) {
                throw new IllegalArgumentException("identities that are no ascending list");
            }
            writer.add((int) number);
        }
        return writer.get();
    }

    /// Whatever is wrong with the bytes, their reader says it in an exception of its own choice.
    private static RoaringBitmap bitmap(ByteString bytes) {
        var bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(bytes.asReadOnlyByteBuffer());
            if (bitmap.validate() && bitmap.serializedSizeInBytes() == bytes.size()) {
                return bitmap;
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("identities that are no bitmap: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("identities that are no bitmap");
    }
}
