package io.margay.dataplane.plan;

import io.margay.model.ruleset.SetId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Puts plans into a kernel: one a dataplane. Used by one thread at a time; may block.
public interface Writer {
    /// What came of it.
    sealed interface Outcome {}

    /// The kernel holds it.
    ///
    /// @param notes what a person should know: what is not enforced, or still waits for something outside
    /// @param failing what stands closed, since the kernel refuses what it should be; all else is enforced
    /// @param repairs what others had changed, and is again as it should be
    /// @param untaken those of the plan's sets that the kernel has part of at most: to be applied again, later
    record Done(List<String> notes, List<Failing> failing, List<Repair> repairs, Set<SetId> untaken)
            implements Outcome {
        public Done {
            notes = List.copyOf(notes);
            failing = List.copyOf(failing);
            repairs = List.copyOf(repairs);
            untaken = Set.copyOf(untaken);
        }

        /// Nothing failed, and nothing was repaired.
        public Done(List<String> notes) {
            this(notes, List.of(), List.of(), Set.of());
        }
    }

    /// An object that the kernel refuses. It is tried again by itself; what it could open is closed.
    ///
    /// @param what the policy, profile or endpoint
    /// @param next when it is tried again
    record Failing(String what, String why, Instant since, Instant next) {}

    /// What others had changed of ours.
    ///
    /// @param where in which table or the like
    /// @param objects some of them, by name
    /// @param count of all
    record Repair(String where, List<String> objects, int count) {
        private static final int MOST_NAMED = 10;

        public Repair {
            objects = objects.stream().limit(MOST_NAMED).toList();
        }
    }

    /// The kernel holds part of it at most, and no door is open that the old or the new state keeps closed. The same
    /// plan, or a later one added to it, may be applied again.
    record Failed(String why) implements Outcome {}

    /// Makes the change.
    Outcome apply(Plan plan);

    /// The next plan is to say of all sets that it changes what they hold, where it changes one of these.
    default Set<SetId> wanted() {
        return Set.of();
    }

    /// From now on these packets pass by; all else is as it was. Whatever comes later leaves it so. What fails is put
    /// right by `refresh`.
    default Outcome release(Releases releases) {
        return new Failed("this writer cannot let packets pass by");
    }

    /// Looks outside again, for interfaces that came or went, and puts right what follows from it; tries again what was
    /// refused; now and then looks at part of the kernel, whether others changed it.
    Outcome refresh();

    /// Looks whether the kernel's sets hold just these members, as it was told last, and makes it so; to be called for
    /// some sets after others, while no plan waits.
    ///
    /// Memory: that of the members of one set.
    default Outcome check(Collection<SetPlan.Whole> some) {
        return new Done(List.of());
    }
}
