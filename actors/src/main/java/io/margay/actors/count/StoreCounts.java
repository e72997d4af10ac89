package io.margay.actors.count;

/// How the store is, where it is on this member. It writes; anybody reads.
public final class StoreCounts {
    /// How it is.
    ///
    /// @param isHere whether this member has it; else the rest says nothing
    /// @param isOpen whether its database works
    /// @param waiting edits that wait for it
    /// @param behind revisions that are kept, and not in its tables yet
    /// @param resources how many exist
    public record State(boolean isHere, boolean isOpen, int waiting, long behind, int resources) {
        /// Of a member that has none.
        public static final State ELSEWHERE = new State(false, false, 0, 0, 0);
    }

    private volatile State state = State.ELSEWHERE;

    /// It is so from now on.
    public void is(State now) {
        state = now;
    }

    /// How it is.
    public State state() {
        return state;
    }
}
