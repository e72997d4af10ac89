package io.margay.wire;

/// Bytes that are no message of the host protocol: of another protocol, cut off, or of a release that says more than
/// this one understands. Whoever reads a stream closes it.
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedMessage(String what, Throwable cause) {
        super(what, cause);
    }

    /// What is wrong.
    public MalformedMessage(String what) {
        super(what);
    }
}
