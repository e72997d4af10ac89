package io.margay.actors.count;

/// What a member's computation does for one change or another.
public enum Step {
    /// Policies, tiers, namespaces, profiles and service accounts are compiled, and the difference is taken on.
    CATALOG("catalog"),
    /// Endpoints of a node came, changed or went: their addresses join or leave identities.
    ENDPOINTS("endpoints"),
    /// Network sets or services did.
    SETS("sets"),
    /// A node began, left, or uses other sets than before.
    NODES("nodes"),
    /// All that came since the version before is matched, and makes the next one.
    VERSION("version"),
    /// A node makes what its endpoints need of a version, or of a change of theirs.
    RULE_SETS("rule_sets"),
    /// Hosts' links hear a version, an offer or an answer, and hosts are told.
    HOSTS("hosts");

    private final String word;

    Step(String word) {
        this.word = word;
    }

    /// As metrics call it.
    public String word() {
        return word;
    }
}
