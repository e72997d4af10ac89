package io.margay.load.report;

/// How many hosts a change affects.
public enum Reach {
    /// 1 to 10.
    FEW("1 to 10 hosts"),
    /// More, but not all.
    MANY("more, not all"),
    /// All, where there are more than 10.
    ALL("all hosts");

    private static final int MOST_OF_FEW = 10;

    private final String words;

    Reach(String words) {
        this.words = words;
    }

    /// That of a change.
    ///
    /// @param hosts 1 or more
    public static Reach of(int hosts, int all) {
        if (hosts <= MOST_OF_FEW) {
            return FEW;
        }
        return hosts == all ? ALL : MANY;
    }

    /// For people.
    public String words() {
        return words;
    }
}
