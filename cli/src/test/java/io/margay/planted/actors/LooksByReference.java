package io.margay.planted.actors;

import java.util.function.LongSupplier;

/// A fault: the same, handed on.
final class LooksByReference {
    private LooksByReference() {}

    static LongSupplier clock() {
        return System::nanoTime;
    }
}
