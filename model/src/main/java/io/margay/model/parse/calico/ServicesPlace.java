package io.margay.model.parse.calico;

/// What may be said of services on one side of a rule.
enum ServicesPlace {
    /// The side takes none.
    FORBIDDEN,
    /// A namespace may be left out: it is the policy's own.
    LOCAL,
    /// A namespace must be said: the policy has none.
    GLOBAL;

    /// What the side that may name services takes in a policy.
    static ServicesPlace in(boolean globalPolicy) {
        return globalPolicy ? GLOBAL : LOCAL;
    }
}
