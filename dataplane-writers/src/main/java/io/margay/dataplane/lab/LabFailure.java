package io.margay.dataplane.lab;

/// This machine cannot make what a lab needs; the message says which command failed, and how.
public final class LabFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    LabFailure(String why) {
        super(why);
    }
}
