package io.margay.dataplane.differential;

import java.util.ArrayList;
import java.util.List;

/// Which states of a cluster a node may enforce, and when: from the moment that it begins to make a change, the new
/// one;
/// until it has made it, the old one. Written by one thread, read by another.
final class NodeLog {
    /// A change to a state.
    ///
    /// @param end `Long.MAX_VALUE` while it is being made
    record Span(int state, long start, long end) {}

    /// States that a node may have been in.
    record Range(int first, int last) {}

    /// When somebody else may have changed what is enforced.
    private record Unknown(long start, long end) {}

    private volatile List<Unknown> unknown = List.of();
    private volatile List<Span> spans = List.of(new Span(0, Long.MIN_VALUE, Long.MIN_VALUE));

    /// A change to a state begins.
    void begins(int state) {
        var next = new ArrayList<>(spans);
        next.add(new Span(state, System.nanoTime(), Long.MAX_VALUE));
        spans = List.copyOf(next);
    }

    /// The change that began last is made.
    void ends() {
        var next = new ArrayList<>(spans);
        var last = next.removeLast();
        next.add(new Span(last.state, last.start, System.nanoTime()));
        spans = List.copyOf(next);
    }

    /// From now on nobody knows what is enforced.
    void losesAll() {
        var next = new ArrayList<>(unknown);
        next.add(new Unknown(System.nanoTime(), Long.MAX_VALUE));
        unknown = List.copyOf(next);
    }

    /// It is known again.
    void knowsAgain() {
        var next = new ArrayList<>(unknown);
        next.add(new Unknown(next.removeLast().start, System.nanoTime()));
        unknown = List.copyOf(next);
    }

    /// Whether a packet that lived from one moment to another met what nobody knows.
    boolean isUnknown(long from, long to) {
        return unknown.stream().anyMatch(it -> it.start <= to && it.end >= from);
    }

    /// The states that a packet may have met that lived from one moment to another.
    Range between(long from, long to) {
        int first = 0;
        int last = 0;
        for (var span : spans) {
            first = span.end <= from ? span.state : first;
            last = span.start <= to ? span.state : last;
        }
        return new Range(first, last);
    }
}
