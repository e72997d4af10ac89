package io.margay.dataplane.agent;

import io.margay.dataplane.plan.Writer;
import java.util.List;

/// What a host says about its kernel.
public sealed interface Report {
    /// Which host.
    String node();

    /// The kernel holds the revision.
    ///
    /// @param notes what a person should know: what of it is not enforced, or waits for an interface
    record Enforced(String node, long revision, List<String> notes) implements Report {
        public Enforced {
            notes = List.copyOf(notes);
        }
    }

    /// The kernel does not hold the revision yet, or nobody could see whether it does, and why; it is tried again.
    record Failed(String node, long revision, String why) implements Report {}

    /// The transaction was not taken, and why; the host waits for everything anew.
    record Refused(String node, long revision, String why) implements Report {}

    /// About the stream to the engine.
    sealed interface OfStream extends Report {}

    /// The engine is there.
    record Connected(String node) implements OfStream {}

    /// The engine is not there, and why; it is tried again. What is enforced stays so.
    record Disconnected(String node, String why) implements OfStream {}

    /// What the kernel refuses, each alone: it stands closed and is tried again. Said when it becomes another list.
    ///
    /// @param objects empty: there is nothing any more
    record Failing(String node, List<Writer.Failing> objects) implements Report {
        public Failing {
            objects = List.copyOf(objects);
        }
    }

    /// Others had changed what is ours in the kernel; it is again as it was.
    record Repaired(String node, Writer.Repair repair) implements Report {}

    /// About the last good state on disk.
    sealed interface OfState extends Report {}

    /// The host begins with what its disk says that it enforced.
    ///
    /// @param revision 0: nothing
    /// @param notes what a person should know: what of the state was damaged, or why there is none
    record Restored(String node, long revision, List<String> notes) implements OfState {
        public Restored {
            notes = List.copyOf(notes);
        }
    }

    /// What the host enforces is no longer written to its disk, and why; it is tried again, and said again only once
    /// it could be.
    record NotKept(String node, String why) implements OfState {}

    /// What the host enforces is written to its disk again.
    record KeptAgain(String node) implements OfState {}
}
