package io.margay.actors.store;

/// Whoever decides what exists, or what keeps it, cannot be reached just now; the message says which, and why.
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param why in words for a person
    public StoreUnavailable(String why) {
        super(why);
    }
}
