package io.margay.engine.transaction;

import io.margay.engine.identity.Identity;
import io.margay.index.intern.Numbered;
import io.margay.model.update.Part;
import io.margay.model.update.Shared;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/// Identities in blocks of 256 numbers, as hosts are told them: each block is encoded once for all hosts.
final class Blocks {
    private static final int BITS = 8;

    private Blocks() {}

    /// In which block an identity is.
    static int of(int identity) {
        return identity >>> BITS;
    }

    /// The blocks after some identities changed. Cost: the identities of each block that has one of them.
    static Numbered<Shared> of(Numbered<Shared> before, RoaringBitmap touched, Numbered<Identity> identities) {
        if (touched.isEmpty()) {
            return before;
        }
        var editor = before.edit();
        int last = -1;
        for (var each = touched.getIntIterator(); each.hasNext(); ) {
            int block = of(each.next());
            if (block != last) {
                last = block;
                editor.set(block, block(identities, block));
            }
        }
        return editor.done();
    }

    /// The identities without an address, after some changed.
    static RoaringBitmap waiting(RoaringBitmap before, RoaringBitmap touched, Numbered<Identity> identities) {
        if (touched.isEmpty()) {
            return before;
        }
        var waiting = RoaringBitmap.andNot(before, touched);
        touched.forEach((IntConsumer) number -> {
            var identity = identities.get(number);
            if (identity != null && identity.addresses().isEmpty()) {
                waiting.add(number);
            }
        });
        return waiting;
    }

    private static @Nullable Shared block(Numbered<Identity> identities, int block) {
        var contents = new ArrayList<Part.IdentityContents>();
        int first = block << BITS;
        for (int number = first; number < first + (1 << BITS); number++) {
            var identity = identities.get(number);
            if (identity != null) {
                contents.add(contents(identity));
            }
        }
        return contents.isEmpty() ? null : Shared.of(new Part.Identities(contents));
    }

    /// An identity as hosts are told it.
    static Part.IdentityContents contents(Identity identity) {
        return new Part.IdentityContents(
                identity.number(), identity.fingerprint().ports(), identity.addresses());
    }
}
