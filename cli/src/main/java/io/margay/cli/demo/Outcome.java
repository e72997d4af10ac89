package io.margay.cli.demo;

import io.margay.dataplane.lab.Seen;

/// What was expected of a packet, and what was seen.
record Outcome(Question question, boolean expected, Seen seen) {
    /// Whether it got through to the receiver, whatever that said.
    boolean passed() {
        return switch (seen) {
            case ANSWERED, REFUSED -> true;
            case SILENT, UNREACHABLE -> false;
        };
    }

    /// Whether it did what the resources say: an answer where it is allowed, nothing where it is not.
    boolean isRight() {
        return expected ? seen == Seen.ANSWERED : !passed();
    }
}
