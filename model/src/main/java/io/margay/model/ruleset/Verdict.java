package io.margay.model.ruleset;

import io.margay.model.resource.Action;
import java.util.Optional;

/// What befalls a packet.
public enum Verdict {
    ALLOW("allow"),
    DENY("deny");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /// What an action decides; empty for one that goes on.
    public static Optional<Verdict> of(Action action) {
        return switch (action) {
            case ALLOW -> Optional.of(ALLOW);
            case DENY -> Optional.of(DENY);
            case PASS, LOG -> Optional.empty();
        };
    }

    /// As answers print it.
    public String word() {
        return word;
    }
}
