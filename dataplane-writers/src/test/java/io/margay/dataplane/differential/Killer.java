package io.margay.dataplane.differential;

/// Ends an agent in the middle of its work on the kernel: nothing that it would have done afterwards is done.
final class Killer {
    private static final int NEVER = Integer.MAX_VALUE;

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private int stepsLeft = NEVER;

    /// To be told each step that the kernel has made.
    void step() {
        if (stepsLeft == NEVER) {
            return;
        }
        stepsLeft--;
        if (stepsLeft <= 0) {
            stepsLeft = NEVER;
            throw new Killed();
        }
    }

    /// Does some work, up to so many steps of the kernel.
    void killAfter(int steps, Runnable work) {
        stepsLeft = steps;
        try {
            work.run();
        } catch (Killed _) {
            // What a kill leaves is all that is left.
            assert stepsLeft == NEVER;
        } finally {
            stepsLeft = NEVER;
        }
    }
}
