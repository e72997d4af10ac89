package io.margay.wire;

/// What a host says.
public sealed interface FromHost {
    /// The first message of a stream.
    ///
    /// @param incarnation of the shard that said what the host holds; 0: it holds nothing, or does not know
    /// @param revision the one that the host holds; 0: nothing
    record Hello(String node, long incarnation, long revision) implements FromHost {}

    /// It enforces a revision.
    record Enforced(long revision) implements FromHost {}

    /// It could not take a revision on, and stays with the one before.
    record Failed(long revision, String why) implements FromHost {}
}
