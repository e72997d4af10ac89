package io.margay.dataplane.kernel;

/// What came of asking the kernel.
public sealed interface Reading<T> {
    /// It said this.
    record Read<T>(T value) implements Reading<T> {}

    /// It said nothing, or not all.
    record Unread<T>(Refusal why) implements Reading<T> {}
}
