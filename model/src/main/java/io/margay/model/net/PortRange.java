package io.margay.model.net;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Ports from `first` to `last`, both included.
///
/// Order: by first port, then by last.
///
/// @param first the lowest port; 0 to 65535
/// @param last the highest port; `first` to 65535
public record PortRange(int first, int last) implements Comparable<PortRange> {
    /// The highest port that there is.
    public static final int MAX_PORT = 65_535;

    public PortRange {
        if (first < 0 || last > MAX_PORT || first > last) {
            throw new IllegalArgumentException("ports must be 0 to 65535 and in order, got " + first + ":" + last);
        }
    }

    /// The range of one port.
    public static PortRange single(int port) {
        return new PortRange(port, port);
    }

    /// The range that `text` writes as `80` or `80:90`; empty if it writes none, so also for a port's name.
    ///
    /// Source: Calico's `numorstring.PortFromString`; leading zeros are allowed, blanks and signs are not.
    public static Optional<PortRange> parse(String text) {
        int colon = text.indexOf(':');
        int first = Digits.parse(text, 0, colon < 0 ? text.length() : colon, MAX_PORT);
        int last = colon < 0 ? first : Digits.parse(text, colon + 1, text.length(), MAX_PORT);
        return first == Digits.NONE || last < first ? Optional.empty() : Optional.of(new PortRange(first, last));
    }

    /// The fewest ranges that hold the same ports, in order: what overlaps or touches is joined.
    ///
    /// Cost: one sort.
    public static List<PortRange> merge(Collection<PortRange> ranges) {
        var merged = new ArrayList<PortRange>(ranges.size());
        for (var range : ranges.stream().sorted().toList()) {
            var previous = merged.isEmpty() ? null : merged.getLast();
            if (previous == null || range.first > previous.last + 1) {
                merged.add(range);
            } else if (range.last > previous.last) {
                merged.set(merged.size() - 1, new PortRange(previous.first, range.last));
            }
        }
        return List.copyOf(merged);
    }

    /// Whether `port` is in the range.
    public boolean contains(int port) {
        return first <= port && port <= last;
    }

    /// Whether the range is one port.
    public boolean isSingle() {
        return first == last;
    }

    @Override
    public int compareTo(PortRange other) {
        int byFirst = Integer.compare(first, other.first);
        return byFirst != 0 ? byFirst : Integer.compare(last, other.last);
    }

    /// `80` or `80:90`.
    @Override
    public String toString() {
        return isSingle() ? Integer.toString(first) : first + ":" + last;
    }
}
