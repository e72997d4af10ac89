package io.margay.wire;

import static io.margay.wire.proto.SetContents.BITMAP_FIELD_NUMBER;
import static io.margay.wire.proto.SetContents.DEFINITION_FIELD_NUMBER;
import static io.margay.wire.proto.SetContents.IDENTITIES_FIELD_NUMBER;
import static io.margay.wire.proto.SetContents.MEMBERS_FIELD_NUMBER;
import static io.margay.wire.proto.SetContents.SET_FIELD_NUMBER;

import com.google.protobuf.ByteString;
import io.margay.model.update.Part.SetContents;
import java.io.IOException;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;

/// Sets with all that they mean.
final class SetCodec {
    private static final long MAX = 0xffff_ffffL;

    /// So many numbers are less as a list than the smallest bitmap, whichever they are.
    private static final int FEW = 3;

    private SetCodec() {}

    static void write(SetContents set, ProtoBytes out) {
        out.number(SET_FIELD_NUMBER, set.set());
        Selectors.write(DEFINITION_FIELD_NUMBER, set.definition(), out);
        var bitmap = optimized(set.identities());
        if (isListSmaller(bitmap)) {
            var differences = differences(bitmap);
            out.numbers(IDENTITIES_FIELD_NUMBER, differences, differences.length);
        } else {
            out.bitmap(BITMAP_FIELD_NUMBER, bitmap);
        }
        Members.write(MEMBERS_FIELD_NUMBER, set.members(), out);
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

    private static RoaringBitmap optimized(RoaringBitmap identities) {
        if (identities.getLongCardinality() <= FEW) {
            return identities;
        }
        var bitmap = identities.clone();
        bitmap.runOptimize();
        return bitmap;
    }

    private static int[] differences(RoaringBitmap bitmap) {
        var differences = bitmap.toArray();
        for (int i = differences.length - 1; i > 0; i--) {
            differences[i] -= differences[i - 1];
        }
        return differences;
    }

    /// A difference is a byte at least.
    private static boolean isListSmaller(RoaringBitmap bitmap) {
        if (bitmap.getLongCardinality() <= FEW) {
            return true;
        }
        int size = bitmap.serializedSizeInBytes();
        if (bitmap.getLongCardinality() > size) {
            return false;
        }
        int bytes = 0;
        int before = 0;
        for (var numbers = bitmap.getIntIterator(); numbers.hasNext(); ) {
            int number = numbers.next();
            bytes += ProtoBytes.varintSize(number - before);
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
