package io.margay.engine.identity;

/// How far a replica has heard a contributor.
///
/// @param epoch of the contributor's life
/// @param sequence of its last contribution
/// @param digest of all its claims that stand, see [Digest]
public record Reached(String contributor, long epoch, long sequence, long digest) {
    /// Whether who is here has not heard something that the other has. Where both have heard as much, and hold
    /// something
    /// else, either may have missed something.
    public boolean isBehind(Reached other) {
        if (epoch != other.epoch) {
            return epoch < other.epoch;
        }
        return sequence < other.sequence || (sequence == other.sequence && digest != other.digest);
    }
}
