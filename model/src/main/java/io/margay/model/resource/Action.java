package io.margay.model.resource;

/// What a rule says. Accept is ALLOW; a Pass leaves its tier; a Log looks and goes on.
public enum Action {
    ALLOW("Allow"),
    DENY("Deny"),
    PASS("Pass"),
    LOG("Log");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /// As users of Calico write it.
    public String word() {
        return word;
    }
}
