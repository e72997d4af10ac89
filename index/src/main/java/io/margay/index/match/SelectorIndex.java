package io.margay.index.match;

import io.margay.index.intern.Slots;
import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Which objects of one population each selector means, and which selectors mean an object. Objects and selectors are
/// numbers that the caller gives, each with one remove for its add.
///
/// Layout: [Columns] of labels, [Candidates] by label, and a bitmap of objects a selector: its meaning. Cost: a
/// selector that comes costs algebra on whole columns; an object that comes costs the evaluation of its candidates.
/// An object is what a fingerprint or an identity is: nothing here is done once for each endpoint.
/// Not for two threads.
public final class SelectorIndex {
    /// What a change of one object made different: the selectors that now mean it, and those that no longer do.
    public record Rematch(RoaringBitmap joined, RoaringBitmap left) {}

    private record Used(Selector selector, RoaringBitmap meaning) {}

    private final Columns columns = new Columns();
    private final Candidates candidates = new Candidates(columns::count);
    private final Slots<Used> selectors = new Slots<>();

    /// A selector comes into use. Errors: `IllegalStateException` if the number is in use.
    public void addSelector(int number, Selector selector) {
        columns.mention(selector);
        if (selectors.set(number, new Used(selector, columns.meaning(selector))) != null) {
            throw new IllegalStateException("selector " + number + " is in use already: " + selector);
        }
        candidates.add(number, selector);
    }

    /// A selector goes out of use. Errors: `IllegalStateException` if it was not in use.
    public void removeSelector(int number) {
        var used = selectors.set(number, null);
        if (used == null) {
            throw new IllegalStateException("selector " + number + " is not in use");
        }
        candidates.remove(number);
        columns.unmention(used.selector);
    }

    /// An object comes, or its labels (own or inherited) changed. Labels must not change while they are here.
    public Rematch put(int object, LabelLookup labels) {
        var before = selectorsOf(columns.remove(object));
        columns.add(object, labels);
        return change(object, before, candidates.matching(columns.row(labels)));
    }

    /// An object goes.
    public Rematch remove(int object) {
        return change(object, selectorsOf(columns.remove(object)), new RoaringBitmap());
    }

    /// The objects that a selector in use means, as a copy.
    public RoaringBitmap meaning(int selector) {
        return used(selector).meaning.clone();
    }

    /// The selectors in use that mean an object.
    public RoaringBitmap selectorsOf(int object) {
        return selectorsOf(columns.labels(object));
    }

    private RoaringBitmap selectorsOf(@Nullable LabelLookup labels) {
        return labels == null ? new RoaringBitmap() : candidates.matching(columns.row(labels));
    }

    private Rematch change(int object, RoaringBitmap before, RoaringBitmap after) {
        var rematch = new Rematch(RoaringBitmap.andNot(after, before), RoaringBitmap.andNot(before, after));
        for (var each = rematch.joined.getIntIterator(); each.hasNext(); ) {
            used(each.next()).meaning.add(object);
        }
        for (var each = rematch.left.getIntIterator(); each.hasNext(); ) {
            used(each.next()).meaning.remove(object);
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
