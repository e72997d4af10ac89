package io.margay.model.ruleset;

/// What befalls a packet.
public enum Verdict {
    ALLOW("allow"),
    DENY("deny");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /// As answers print it.
    public String word() {
        return word;
    }
}
