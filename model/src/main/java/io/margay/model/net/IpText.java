package io.margay.model.net;

/// Prints addresses in their one canonical form.
final class IpText {
    private static final int GROUPS = 8;

    private IpText() {}

    /// Dotted decimal for V4; RFC 5952 for V6.
    static String print(Ip ip) {
        return switch (ip.version()) {
            case V4 -> printV4(ip.low());
            case V6 -> printV6(ip);
        };
    }

    private static String printV4(long bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static String printV6(Ip ip) {
        int runStart = longestZeroRun(ip);
        int runEnd = runStart < 0 ? runStart : zeroRunEnd(ip, runStart);
        var text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == runStart) {
                text.append("::");
                i = runEnd - 1;
                continue;
            }
            if (i > 0 && i != runEnd) {
                text.append(':');
            }
            text.append(Integer.toHexString(group(ip, i)));
        }
        return text.toString();
    }

    /// Where the first of the longest runs of zero groups starts, or -1: a single zero group is not shortened.
    private static int longestZeroRun(Ip ip) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = zeroRunEnd(ip, i);
            if (end - i > bestLength) {
                best = i;
                bestLength = end - i;
            }
        }
        return best;
    }

    private static int zeroRunEnd(Ip ip, int start) {
        int end = start;
        while (end < GROUPS && group(ip, end) == 0) {
            end++;
        }
        return end;
    }

    private static int group(Ip ip, int index) {
        long word = index < GROUPS / 2 ? ip.high() : ip.low();
        return (int) (word >>> (Short.SIZE * (3 - index % 4)) & 0xffff);
    }
}
