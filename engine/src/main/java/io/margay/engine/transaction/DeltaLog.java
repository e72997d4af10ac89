package io.margay.engine.transaction;

import java.util.ArrayList;
import java.util.List;

/// What each version of a shard touched, as far back as it remembers. Immutable; read by cursor, which is a version.
///
/// First form: it says what to look at, and the views themselves hold what is there. Encoded records, which all
/// sessions of a shard share, take their place behind the same question.
public final class DeltaLog {
    /// The log of a shard that has no version yet.
    public static final DeltaLog EMPTY = new DeltaLog(0, List.of());

    private static final int REMEMBERED = 256;

    private final long version;
    private final List<Touched> last;

    private DeltaLog(long version, List<Touched> last) {
        this.version = version;
        this.last = last;
    }

    /// The log with one more version.
    DeltaLog with(Touched touched) {
        var longer = new ArrayList<Touched>(REMEMBERED);
        longer.addAll(last.subList(Math.max(0, last.size() + 1 - REMEMBERED), last.size()));
        longer.add(touched);
        return new DeltaLog(version + 1, longer);
    }

    /// The version that it ends with.
    public long version() {
        return version;
    }

    /// What was touched after a version; everything, where the log no longer or not yet knows that version.
    public Touched since(long cursor) {
        long behind = version - cursor;
        if (behind < 0 || behind > last.size()) {
            return Touched.EVERYTHING;
        }
        var touched = Touched.NOTHING;
        for (int i = last.size() - (int) behind; i < last.size(); i++) {
            touched = touched.and(last.get(i));
        }
        return touched;
    }
}
