package io.margay.load.host;

/// What a host can see of a change: a kind of trace, of one thing.
///
/// @param of an address, a member of a service, or the key of an endpoint or policy
public record Mark(Kind kind, Object of) {
    /// How it is seen.
    public enum Kind {
        /// An address joined an identity.
        JOINED(1),
        /// An address left an identity, or its owner ended.
        LEFT(1 << 1),
        /// An endpoint has this rule set from now on.
        ENDPOINT(1 << 2),
        /// An endpoint is gone.
        ENDPOINT_GONE(1 << 3),
        /// A policy has these rules from now on.
        POLICY(1 << 4),
        /// A policy is gone.
        POLICY_GONE(1 << 5),
        /// An address joined or left a service.
        MEMBER(1 << 6);

        private final int bit;

        Kind(int bit) {
            this.bit = bit;
        }

        /// Its own bit.
        public int bit() {
            return bit;
        }
    }
}
