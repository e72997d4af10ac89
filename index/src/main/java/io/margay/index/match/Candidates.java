package io.margay.index.match;

import io.margay.index.intern.Slots;
import io.margay.index.match.Anchor.Commonness;
import io.margay.index.match.Anchor.Label;
import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Selectors, found by the labels of an object that they may match.
///
/// Layout: each selector stands under its anchor (labels of which it must see one, the rarest that it offers), or, if
/// it has none, with those that are always asked. Cost of a question: one lookup for each key that is an anchor, and
/// one evaluation for each selector found.
final class Candidates {
    private static final RoaringBitmap NONE = new RoaringBitmap();

    private record Entry(Selector selector, @Nullable Anchor anchor) {}

    private record Listed(Map<String, RoaringBitmap> byValue, RoaringBitmap anyValue) {}

    private final Commonness commonness;
    private final Slots<Entry> entries = new Slots<>();
    private final Map<String, Listed> byKey = new HashMap<>();
    private final RoaringBitmap always = new RoaringBitmap();

    Candidates(Commonness commonness) {
        this.commonness = commonness;
    }

    void add(int number, Selector selector) {
        var anchor = Anchor.of(selector, commonness);
        entries.set(number, new Entry(selector, anchor));
        if (anchor == null) {
            always.add(number);
            return;
        }
        for (var label : anchor.labels()) {
            list(label).add(number);
        }
    }

    void remove(int number) {
        var entry = entries.set(number, null);
        if (entry == null) {
            return;
        }
        if (entry.anchor == null) {
            always.remove(number);
            return;
        }
        for (var label : entry.anchor.labels()) {
            unlist(label, number);
        }
    }

    /// The selectors that match an object with these labels. A new bitmap.
    RoaringBitmap matching(LabelLookup labels) {
        var found = always.clone();
        for (var listed : byKey.entrySet()) {
            var value = labels.value(listed.getKey());
            if (value != null) {
                found.or(listed.getValue().anyValue);
                found.or(listed.getValue().byValue.getOrDefault(value, NONE));
            }
        }
        var matching = new RoaringBitmap();
        for (var each = found.getIntIterator(); each.hasNext(); ) {
            int number = each.next();
            if (selector(number).matches(labels)) {
                matching.add(number);
            }
        }
        return matching;
    }

    private Selector selector(int number) {
        var entry = entries.get(number);
        if (entry == null) {
            throw new IllegalStateException("selector " + number + " is listed and unknown");
        }
        return entry.selector;
    }

    private RoaringBitmap list(Label label) {
        var listed = byKey.computeIfAbsent(label.key(), _ -> new Listed(new HashMap<>(), new RoaringBitmap()));
        return label.value() == null
                ? listed.anyValue
                : listed.byValue.computeIfAbsent(label.value(), _ -> new RoaringBitmap());
    }

    private void unlist(Label label, int number) {
        var listed = list(label);
        listed.remove(number);
        var ofKey = byKey.get(label.key());
        if (listed.isEmpty() && ofKey != null) {
            ofKey.byValue.values().remove(listed);
            if (ofKey.byValue.isEmpty() && ofKey.anyValue.isEmpty()) {
                byKey.remove(label.key());
            }
        }
    }
}
