package io.margay.index.match;

import io.margay.model.selector.Selector;
import org.roaringbitmap.RoaringBitmap;

/// A selector in use, and what it means.
final class Used {
    final int number;
    final Selector selector;
    /// The objects that it means. Only [Memberships] changes it.
    final RoaringBitmap meaning;
    /// Whether it means so many that they do not list it. Only [Memberships] changes it.
    boolean broad;

    Used(int number, Selector selector, RoaringBitmap meaning) {
        this.number = number;
        this.selector = selector;
        this.meaning = meaning;
    }
}
