package io.margay.cli.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The hashes of all parts of one kind that hosts hold, and in turn those of one host, in order.
///
/// Layout: hashes are sorted once; of a host's parts each is a long, the place of its hash before its number, so a sort
/// of these sorts hashes.
final class PartDigests {
    private final List<PartDigest> all = new ArrayList<>();
    private long[] held = new long[256];
    private int size;

    /// A part that some host holds, before the first host comes.
    void add(PartDigest digest) {
        all.add(digest);
    }

    /// All are there.
    void sort() {
        Collections.sort(all);
        for (int place = 0; place < all.size(); place++) {
            all.get(place).place(place);
        }
    }

    /// Another host comes next.
    void begin() {
        size = 0;
    }

    /// It holds a part, under a number.
    void hold(PartDigest digest, int number) {
        if (size == held.length) {
            held = Arrays.copyOf(held, size * 2);
        }
        held[size++] = (long) digest.place() << Integer.SIZE | number;
    }

    /// How many it holds, and the hashes of these, in order.
    void write(DigestBytes bytes) {
        Arrays.sort(held, 0, size);
        bytes.number(size);
        for (int i = 0; i < size; i++) {
            all.get((int) (held[i] >>> Integer.SIZE)).addTo(bytes);
        }
    }

    /// Once they are written, how many these are.
    int size() {
        return size;
    }

    /// Once they are written, the number of one of them by its place among the host's.
    int number(int place) {
        return (int) held[place];
    }
}
