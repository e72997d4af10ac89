package io.margay.index.match;

import io.margay.index.intern.Slots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which selectors mean an object: their meanings, the other way round.
///
/// Layout: for each object an array, its length first, then the numbers of its selectors in order, then room for more.
/// Selectors that come are listed when somebody first asks of an object: until then nobody needs it.
/// A selector that means more than one in 16 objects, and more than 4096, is broad: it is in no array, and its meaning
/// is asked instead; so the arrays take little more than twice the memory of the meanings (a bitmap spends two bytes on
/// each object that is one of few). Cost: a selector that comes or goes takes one step for each object that it means,
/// a broad one none; the selectors of an object are its array and one question to each broad selector, of which the
/// average object has one in 16 or more.
final class Memberships {
    private static final int FEW = 4096;
    private static final int BROAD_SHARE = 16;
    private static final int ROOM = 4;

    private final IntSupplier objects;
    private final Slots<int[]> narrow = new Slots<>();
    private final Map<Integer, Used> broad = new HashMap<>();
    private final List<Used> unlisted = new ArrayList<>();

    /// @param objects how many there are
    Memberships(IntSupplier objects) {
        this.objects = objects;
    }

    /// A selector comes with its meaning.
    void add(Used used) {
        if (used.meaning.getCardinality() > limit()) {
            used.broad = true;
            broad.put(used.number, used);
        } else {
            unlisted.add(used);
        }
    }

    /// A selector goes.
    void remove(Used used) {
        listAll();
        if (used.broad) {
            broad.remove(used.number);
        } else {
            unlist(used);
        }
    }

    /// A selector means one more object.
    void joined(Used used, int object) {
        listAll();
        used.meaning.add(object);
        if (!used.broad) {
            narrow.set(object, with(narrow.get(object), used.number));
        }
        weigh(used);
    }

    /// A selector means an object no longer.
    void left(Used used, int object) {
        listAll();
        used.meaning.remove(object);
        if (!used.broad) {
            narrow.set(object, without(narrow.get(object), used.number));
        }
        weigh(used);
    }

    /// The selectors that mean an object. A new bitmap.
    RoaringBitmap of(int object) {
        listAll();
        var selectors = new RoaringBitmap();
        var list = narrow.get(object);
        for (int i = 1; list != null && i <= list[0]; i++) {
            selectors.add(list[i]);
        }
        for (var used : broad.values()) {
            if (used.meaning.contains(object)) {
                selectors.add(used.number);
            }
        }
        return selectors;
    }

    /// Makes a selector broad or narrow where its meaning or the population has become so; only when they have doubled
    /// or halved again is it made what it was.
    private void weigh(Used used) {
        long members = used.meaning.getLongCardinality();
        if (!used.broad && members > limit()) {
            unlist(used);
            used.broad = true;
            broad.put(used.number, used);
        } else if (used.broad && 2 * members < limit()) {
            broad.remove(used.number);
            used.broad = false;
            list(used);
        }
    }

    private int limit() {
        return Math.max(FEW, objects.getAsInt() / BROAD_SHARE);
    }

    private void listAll() {
        if (!unlisted.isEmpty()) {
            unlisted.forEach(this::list);
            unlisted.clear();
        }
    }

    private void list(Used used) {
        for (var each = used.meaning.getIntIterator(); each.hasNext(); ) {
            int object = each.next();
            narrow.set(object, with(narrow.get(object), used.number));
        }
    }

    private void unlist(Used used) {
        for (var each = used.meaning.getIntIterator(); each.hasNext(); ) {
            int object = each.next();
            narrow.set(object, without(narrow.get(object), used.number));
        }
    }

    private static int[] with(int @Nullable [] list, int number) {
        if (list == null) {
            var first = new int[1 + ROOM];
            first[0] = 1;
            first[1] = number;
            return first;
        }
        int size = list[0];
        var longer = size + 1 < list.length ? list : Arrays.copyOf(list, size + 1 + ROOM + (size >> 2));
        int at = size == 0 || list[size] < number ? size + 1 : ~Arrays.binarySearch(list, 1, size + 1, number);
        System.arraycopy(longer, at, longer, at + 1, size + 1 - at);
        longer[at] = number;
        longer[0] = size + 1;
        return longer;
    }

    private static int @Nullable [] without(int @Nullable [] list, int number) {
        int at = list == null ? -1 : Arrays.binarySearch(list, 1, list[0] + 1, number);
        if (list == null || at < 0) {
            throw new IllegalStateException("selector " + number + " is not on record for an object that it means");
        }
        int size = list[0];
        System.arraycopy(list, at + 1, list, at, size - at);
        list[0] = size - 1;
        return size == 1 ? null : list;
    }
}
