package io.margay.load.host;

import java.util.List;

/// Hears what simulated hosts are told, on any thread; it must not wait.
public interface Audience {
    /// Does not listen.
    Audience NOBODY = (_, _) -> {};

    /// A host was told something.
    void told(SimulatedHost host, Told told);

    /// What.
    ///
    /// @param isWhole whether it replaces everything
    /// @param nanos when, as `System.nanoTime` has it
    /// @param gone the names of policies that it takes away
    record Told(List<KnownPart> parts, boolean isWhole, long nanos, List<Mark> gone) {
        public Told {
            parts = List.copyOf(parts);
            gone = List.copyOf(gone);
        }
    }
}
