package io.margay.model.net;

import java.util.Optional;

/// Reads one address out of a stretch of text, by the rules of Go's `netip.ParseAddr` without zones.
///
/// IPv6 is read into a 128-bit accumulator, a group at a time; at `::` what was read is put aside as the head, and the
/// accumulator starts again with the tail. So nothing is allocated but the reader and its answer.
final class IpReader {
    private static final int GROUPS = 8;
    private static final int NO_ELLIPSIS = -1;

    private final String text;
    private final int end;
    private int at;
    private long high;
    private long low;
    private int groups;
    private long headHigh;
    private long headLow;
    private int headGroups = NO_ELLIPSIS;

    IpReader(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /// The address, or empty if the stretch is not exactly one address.
    Optional<Ip> read() {
        for (int i = at; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                return readV4() ? Optional.of(new Ip(IpVersion.V4, 0, low)) : Optional.empty();
            }
            if (c == ':') {
                return readV6() ? Optional.of(new Ip(IpVersion.V6, high, low)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Shifts four decimal fields, which must end the text, into the accumulator.
    private boolean readV4() {
        for (int field = 0; field < 4; field++) {
            if (field > 0 && !skip('.')) {
                return false;
            }
            int value = readOctet();
            if (value < 0) {
                return false;
            }
            shiftIn(value, Byte.SIZE);
        }
        return at == end;
    }

    private int readOctet() {
        int start = at;
        int value = 0;
        while (at < end && isDigit(text.charAt(at)) && value <= 0xff) {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
        return at == start || leadingZero || value > 0xff ? -1 : value;
    }

    private boolean readV6() {
        if (end - at >= 2 && text.charAt(at) == ':' && text.charAt(at + 1) == ':') {
            at += 2;
            putHeadAside();
        }
        while (at < end) {
            if (groupCount() == GROUPS || !readGroup()) {
                return false;
            }
        }
        return joinHeadAndTail();
    }

    /// One group and the colon or colons after it; or the V4 address that ends the text.
    private boolean readGroup() {
        int start = at;
        int value = 0;
        while (at < end && at - start <= 4 && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80) {
            value = value << 4 | Character.digit(text.charAt(at), 16);
            at++;
        }
        if (at == start || at - start > 4) {
            return false;
        }
        if (at < end && text.charAt(at) == '.') {
            return readEmbeddedV4(start);
        }
        shiftIn(value, Short.SIZE);
        groups++;
        return at == end || readColons();
    }

    private boolean readEmbeddedV4(int start) {
        int before = groupCount();
        if (headGroups == NO_ELLIPSIS ? before != GROUPS - 2 : before > GROUPS - 2) {
            return false;
        }
        at = start;
        groups += 2;
        return readV4();
    }

    private boolean readColons() {
        if (!skip(':') || at == end) {
            return false;
        }
        if (text.charAt(at) != ':') {
            return true;
        }
        at++;
        if (headGroups != NO_ELLIPSIS) {
            return false;
        }
        putHeadAside();
        return true;
    }

    private void putHeadAside() {
        headHigh = high;
        headLow = low;
        headGroups = groups;
        high = 0;
        low = 0;
        groups = 0;
    }

    private boolean joinHeadAndTail() {
        if (headGroups == NO_ELLIPSIS) {
            return groups == GROUPS;
        }
        if (groupCount() == GROUPS) {
            return false;
        }
        for (int i = headGroups; i < GROUPS; i++) {
            headHigh = headHigh << Short.SIZE | headLow >>> (Long.SIZE - Short.SIZE);
            headLow <<= Short.SIZE;
        }
        high |= headHigh;
        low |= headLow;
        return true;
    }

    private int groupCount() {
        return groups + Math.max(headGroups, 0);
    }

    private void shiftIn(int value, int bits) {
        high = high << bits | low >>> (Long.SIZE - bits);
        low = low << bits | value;
    }

    private boolean skip(char expected) {
        boolean found = at < end && text.charAt(at) == expected;
        if (found) {
            at++;
        }
        return found;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
