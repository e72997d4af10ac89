package io.margay.cli.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a thread end its work when the process is told to end: it is interrupted, and waited for.
public final class Termination implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    private Termination(Thread worker) {
        hook = Thread.ofPlatform().name("termination").unstarted(() -> end(worker));
    }

    /// Interrupts this thread when the process is told to end; until it is closed.
    public static Termination ofThisThread() {
        var termination = new Termination(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    /// The work is done.
    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook with it.
            assert hook.isAlive() : e;
        }
    }

    private void end(Thread worker) {
        worker.interrupt();
        try {
            if (done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                // A stop that was asked for is no failure; without this the exit code would be the signal's.
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
