package io.margay.index.match;

import io.margay.index.intern.Slots;
import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/// Which objects of one population each selector means, and which selectors mean an object. Objects and selectors are
/// numbers that the caller gives, each with one remove for its add.
///
/// Layout: [Columns] of labels; a bitmap of objects a selector: its meaning; [Memberships], the same by object; and
/// [Candidates] by label. Cost: a selector that comes costs algebra on the objects that have its rarest label, and one
/// step for each object that it means; an object that comes costs one look at each key that is mentioned, the
/// evaluation of its candidates, and one step for each selector that means it; which selectors mean an object is on
/// record. An object is what a fingerprint or an identity is: nothing here is done once for each endpoint.
/// Not for two threads.
public final class SelectorIndex {
    /// What a change of one object made different: the selectors that now mean it, and those that no longer do.
    ///
    /// Nobody changes the bitmaps.
    public record Rematch(RoaringBitmap joined, RoaringBitmap left) {}

    private static final RoaringBitmap NONE = new RoaringBitmap();
    private static final Rematch NO_OTHERS = new Rematch(NONE, NONE);

    private final Columns columns = new Columns();
    private final Anchor.Commonness commonness = columns::count;
    private final Candidates candidates = new Candidates(commonness);
    private final Memberships memberships = new Memberships(columns::size);
    private final Slots<Used> selectors = new Slots<>();

    /// A selector comes into use. Errors: `IllegalStateException` if the number is in use.
    public void addSelector(int number, Selector selector) {
        addSelectors(Map.of(number, selector));
    }

    /// Selectors, by their numbers, come into use. The same as one by one, but that all objects are looked at no more
    /// than once, whichever keys are new. Errors: `IllegalStateException` if a number is in use.
    public void addSelectors(Map<Integer, Selector> added) {
        added.forEach((number, selector) -> {
            if (selectors.get(number) != null) {
                throw new IllegalStateException("selector " + number + " is in use already: " + selector);
            }
        });
        columns.mention(added.values());
        added.forEach(this::add);
    }

    private void add(int number, Selector selector) {
        var anchor = Anchor.of(selector, commonness);
        var used = new Used(number, selector, columns.meaning(selector, anchor));
        selectors.set(number, used);
        memberships.add(used);
        candidates.add(number, selector, anchor);
    }

    /// A selector goes out of use. Errors: `IllegalStateException` if it was not in use.
    public void removeSelector(int number) {
        var used = used(number);
        selectors.set(number, null);
        candidates.remove(number);
        memberships.remove(used);
        columns.unmention(used.selector);
    }

    /// An object comes, or its labels (own or inherited) changed. Labels must not change while they are here.
    public Rematch put(int object, LabelLookup labels) {
        if (selectors.size() == 0) {
            columns.put(object, labels);
            return NO_OTHERS;
        }
        var before = selectorsOf(object);
        return change(object, before, candidates.matching(columns.put(object, labels)));
    }

    /// An object goes.
    public Rematch remove(int object) {
        var before = selectorsOf(object);
        columns.put(object, null);
        return change(object, before, NONE);
    }

    /// The objects that a selector in use means, as a copy.
    public RoaringBitmap meaning(int selector) {
        return used(selector).meaning.clone();
    }

    /// The selectors in use that mean an object. Nobody changes the bitmap.
    public RoaringBitmap selectorsOf(int object) {
        return columns.has(object) ? memberships.of(object) : NONE;
    }

    /// How many selectors objects that came or changed have had evaluated so far: the work to keep an eye on.
    public long evaluations() {
        return candidates.evaluations();
    }

    private Rematch change(int object, RoaringBitmap before, RoaringBitmap after) {
        var rematch = before.isEmpty()
                ? new Rematch(after, before)
                : new Rematch(RoaringBitmap.andNot(after, before), RoaringBitmap.andNot(before, after));
        for (var each = rematch.joined.getIntIterator(); each.hasNext(); ) {
            memberships.joined(used(each.next()), object);
        }
        for (var each = rematch.left.getIntIterator(); each.hasNext(); ) {
            memberships.left(used(each.next()), object);
        }
        return rematch;
    }

    private Used used(int selector) {
        var used = selectors.get(selector);
        if (used == null) {
            throw new IllegalStateException("selector " + selector + " is not in use");
        }
        return used;
    }
}
