package io.margay.dataplane.plan;

import java.util.List;

/// Puts plans into a kernel: one a dataplane. Used by one thread at a time; may block.
public interface Writer {
    /// What came of it.
    sealed interface Outcome {}

    /// The kernel holds it.
    ///
    /// @param notes what a person should know: what is not enforced, or still waits for something outside
    record Done(List<String> notes) implements Outcome {
        public Done {
            notes = List.copyOf(notes);
        }
    }

    /// The kernel holds part of it at most, and no door is open that the old or the new state keeps closed. The same
    /// plan, or a later one added to it, may be applied again.
    record Failed(String why) implements Outcome {}

    /// Makes the change.
    Outcome apply(Plan plan);

    /// From now on these packets pass by; all else is as it was. Whatever comes later leaves it so. What fails is put
    /// right by `refresh`.
    default Outcome release(Releases releases) {
        return new Failed("this writer cannot let packets pass by");
    }

    /// Looks outside again, for interfaces that came or went, and puts right what follows from it.
    Outcome refresh();
}
