package io.margay.cli.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The hashes of all parts of one kind that hosts hold, and in turn those of one host, in order.
///
/// Layout: parts are numbered as they come; their hashes are sorted once, into an array of words; of those that a host
/// holds each is a long, the place of its hash before what names it, so a sort of these sorts hashes.
final class PartDigests {
    private record Numbered(PartDigest digest, int number) implements Comparable<Numbered> {
        @Override
        public int compareTo(Numbered other) {
            return digest.compareTo(other.digest);
        }
    }

    private final List<Numbered> all = new ArrayList<>();
    private long[] words = new long[0];
    private int[] places = new int[0];
    private long[] held = new long[256];
    private int size;

    /// A part that some host holds, before the first host comes; its number.
    int add(PartDigest digest) {
        all.add(new Numbered(digest, all.size()));
        return all.size() - 1;
    }

    /// All are there.
    void sort() {
        Collections.sort(all);
        words = new long[all.size() * 2];
        places = new int[all.size()];
        for (int place = 0; place < all.size(); place++) {
            places[all.get(place).number] = place;
            words[2 * place] = all.get(place).digest.high();
            words[2 * place + 1] = all.get(place).digest.low();
        }
        all.clear();
    }

    /// Another host comes next.
    void begin() {
        size = 0;
    }

    /// It holds a part, under a name that is a number.
    void hold(int number, int name) {
        if (size == held.length) {
            held = Arrays.copyOf(held, size * 2);
        }
        held[size++] = (long) places[number] << Integer.SIZE | name;
    }

    /// How many it holds, and the hashes of these, in order.
    void write(DigestBytes bytes) {
        Arrays.sort(held, 0, size);
        bytes.number(size);
        for (int i = 0; i < size; i++) {
            int place = (int) (held[i] >>> Integer.SIZE);
            bytes.word(words[2 * place]);
            bytes.word(words[2 * place + 1]);
        }
    }

    /// Once they are written, how many these are.
    int size() {
        return size;
    }

    /// Once they are written, the name of one of them by its place among the host's.
    int name(int place) {
        return (int) held[place];
    }
}
