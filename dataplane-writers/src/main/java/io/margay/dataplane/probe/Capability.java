package io.margay.dataplane.probe;

/// Whether a machine can do something.
public sealed interface Capability {
    /// It can.
    record Supported() implements Capability {}

    /// It cannot, and why, in one line.
    record Unsupported(String why) implements Capability {}
}
