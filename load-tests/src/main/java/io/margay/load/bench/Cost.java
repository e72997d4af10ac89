package io.margay.load.bench;

/// What one batch of edits cost.
///
/// @param changeClass theirs, or `mixed`
/// @param edits how many
/// @param hosts how many hosts were sent something
/// @param bytes sent to all of them
/// @param largest the most bytes sent to one
/// @param cpuNanos of the whole process, until the engine is at rest
/// @param wallNanos until the last host was sent the last of it; 0 where no host was
public record Cost(String changeClass, int edits, int hosts, long bytes, long largest, long cpuNanos, long wallNanos) {
    /// The class of a batch of more than one.
    static final String MIXED = "mixed";
}
