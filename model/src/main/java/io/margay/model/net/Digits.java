package io.margay.model.net;

/// Reads plain decimal numbers out of text without cutting strings.
final class Digits {
    /// What `parse` answers when the text is no such number.
    static final int NONE = -1;

    private Digits() {}

    /// The number that `text` holds from `from` up to `to`, or `NONE`.
    ///
    /// ASCII digits only, no sign; leading zeros are allowed, as Go's `strconv` and `net.ParseCIDR` allow them.
    /// Errors: `NONE` for no digits, another character, or a value above `max`.
    static int parse(String text, int from, int to, int max) {
        if (from >= to) {
            return NONE;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
            if (value > max) {
                return NONE;
            }
        }
        return value;
    }
}
