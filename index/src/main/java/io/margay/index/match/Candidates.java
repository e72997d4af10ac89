package io.margay.index.match;

import io.margay.index.intern.Slots;
import io.margay.index.match.Anchor.Commonness;
import io.margay.index.match.Anchor.Label;
import io.margay.model.label.LabelLookup;
import io.margay.model.selector.Selector;
import io.margay.model.selector.Selector.All;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// Selectors, found by the labels of an object that they may match.
///
/// Layout: each selector stands in the list of each label of its [Anchor] (the rarest that it offers), with what is
/// left of it to ask; or, if it has none, among those that are always asked. Cost of a question: one lookup for each
/// key that is an anchor, and one evaluation for each selector found of which there is something left to ask.
///
/// An anchor is as good as what was known of the labels when it was chosen. A list that was asked in vain
/// `Listed.patience` times for each selector in it has them all choose anew, and is given twice the patience: choosing
/// costs no more than the evaluations that were in vain.
final class Candidates {
    private record Entry(int number, Selector selector, List<Label> labels, Selector rest) {}

    private static final class Listed {
        private static final int FIRST_PATIENCE = 4;

        private final ArrayList<Entry> entries = new ArrayList<>(2);
        private long patience = FIRST_PATIENCE;
        private long vain;

        private boolean isTired() {
            return vain > patience * entries.size();
        }
    }

    private record OfKey(Map<String, Listed> byValue, Listed anyValue) {
        @Nullable
        Listed with(@Nullable String value) {
            return value == null ? anyValue : byValue.get(value);
        }
    }

    private final Commonness commonness;
    private final Slots<Entry> entries = new Slots<>();
    private final Map<String, OfKey> byKey = new HashMap<>();
    private final Listed always = new Listed();
    private long evaluations;

    Candidates(Commonness commonness) {
        this.commonness = commonness;
    }

    /// A selector comes, with its anchor if it has one.
    void add(int number, Selector selector, @Nullable Anchor anchor) {
        var labels = anchor == null ? List.<Label>of() : anchor.labels();
        var entry = new Entry(number, selector, labels, anchor == null ? selector : anchor.rest());
        entries.set(number, entry);
        if (anchor == null) {
            insert(always, entry);
        }
        for (var label : labels) {
            insert(list(label), entry);
        }
    }

    void remove(int number) {
        var entry = entries.set(number, null);
        if (entry == null) {
            return;
        }
        if (entry.labels.isEmpty()) {
            delete(always, number);
        }
        for (var label : entry.labels) {
            unlist(label, number);
        }
    }

    /// The selectors that match an object with these labels. A new bitmap.
    RoaringBitmap matching(LabelLookup labels) {
        var matching = new RoaringBitmap();
        Listed tired = null;
        ask(always, labels, matching);
        for (var each : byKey.entrySet()) {
            var value = labels.value(each.getKey());
            if (value != null) {
                var ofKey = each.getValue();
                tired = askAndSee(ofKey.anyValue, labels, matching, tired);
                tired = askAndSee(ofKey.byValue.get(value), labels, matching, tired);
            }
        }
        if (tired != null) {
            anchorAnew(tired);
        }
        return matching;
    }

    /// How many selectors were evaluated so far.
    long evaluations() {
        return evaluations;
    }

    private @Nullable Listed askAndSee(
            @Nullable Listed listed, LabelLookup labels, RoaringBitmap matching, @Nullable Listed tired) {
        if (listed == null) {
            return tired;
        }
        ask(listed, labels, matching);
        return listed.isTired() ? listed : tired;
    }

    private void ask(Listed listed, LabelLookup labels, RoaringBitmap matching) {
        var asked = listed.entries;
        for (int i = 0; i < asked.size(); i++) {
            var entry = asked.get(i);
            if (entry.rest instanceof All) {
                matching.add(entry.number);
                continue;
            }
            evaluations++;
            if (entry.rest.matches(labels)) {
                matching.add(entry.number);
            } else {
                listed.vain++;
            }
        }
    }

    private void anchorAnew(Listed listed) {
        listed.patience *= 2;
        listed.vain = 0;
        for (var entry : List.copyOf(listed.entries)) {
            var anchor = Anchor.of(entry.selector, commonness);
            if (anchor != null && !anchor.labels().equals(entry.labels)) {
                remove(entry.number);
                add(entry.number, entry.selector, anchor);
            }
        }
    }

    private static void insert(Listed listed, Entry entry) {
        int at = place(listed, entry.number);
        listed.entries.add(at < 0 ? ~at : at, entry);
    }

    private static void delete(Listed listed, int number) {
        int at = place(listed, number);
        if (at >= 0) {
            listed.entries.remove(at);
        }
    }

    /// Where a number is in a list, which is in the order of numbers; `~` where it would be.
    private static int place(Listed listed, int number) {
        int from = 0;
        int to = listed.entries.size();
        if (to == 0 || listed.entries.getLast().number < number) {
            return ~to;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (listed.entries.get(middle).number < number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return listed.entries.get(from).number == number ? from : ~from;
    }

    private Listed list(Label label) {
        var ofKey = byKey.computeIfAbsent(label.key(), _ -> new OfKey(new HashMap<>(), new Listed()));
        return label.value() == null ? ofKey.anyValue : ofKey.byValue.computeIfAbsent(label.value(), _ -> new Listed());
    }

    private void unlist(Label label, int number) {
        var ofKey = byKey.get(label.key());
        var listed = ofKey == null ? null : ofKey.with(label.value());
        if (ofKey == null || listed == null) {
            return;
        }
        delete(listed, number);
        if (listed.entries.isEmpty() && label.value() != null) {
            ofKey.byValue.remove(label.value());
        }
        if (ofKey.byValue.isEmpty() && ofKey.anyValue.entries.isEmpty()) {
            byKey.remove(label.key());
        }
    }
}
