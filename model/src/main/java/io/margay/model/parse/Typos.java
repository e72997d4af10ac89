package io.margay.model.parse;

/// How far apart two names are, to suggest what was meant.
final class Typos {
    private static final int LONGEST = 64;

    private Typos() {}

    /// How many characters must be inserted, removed or replaced (Levenshtein). Names over 64 characters are far from
    /// all.
    ///
    /// Cost: the product of the lengths.
    static int distance(String left, String right) {
        if (left.length() > LONGEST || right.length() > LONGEST) {
            return LONGEST;
        }
        var above = new int[right.length() + 1];
        for (var j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (var i = 1; i <= left.length(); i++) {
            above = row(left.charAt(i - 1), right, above);
        }
        return above[right.length()];
    }

    private static int[] row(char c, String right, int[] above) {
        var row = new int[above.length];
        row[0] = above[0] + 1;
        for (var j = 1; j < row.length; j++) {
            var replace = above[j - 1] + (c == right.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(replace, 1 + Math.min(row[j - 1], above[j]));
        }
        return row;
    }
}
