package io.margay.cli.api;

/// Who asks.
///
/// @param name as the record shall name them; of a host, its node
record Caller(String name, Role role) {
    /// Nobody in particular.
    static final Caller ANYBODY = new Caller("", Role.NOBODY);

    /// What one may do; each may do what those before it may, but a node's host, which sees its own node alone.
    enum Role {
        /// See whether the server is well.
        NOBODY,
        /// See how its own node stands.
        NODE,
        /// See everything.
        READ,
        /// Change what exists.
        WRITE
    }

    /// Whether it may do what this role may.
    boolean may(Role wanted) {
        return role.compareTo(wanted) >= 0;
    }
}
