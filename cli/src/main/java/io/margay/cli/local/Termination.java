package io.margay.cli.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a thread end its work when the process is told to end: it is interrupted, and waited for.
public final class Termination implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);
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

    /// Has the process told to end when its standard input does: with whoever started it, whatever ends that one.
    public static void withStandardInput() {
        Thread.ofPlatform().daemon().name("standard-input").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                LOG.atDebug().setCause(e).log("standard input cannot be read"); // nobody is at its other end
            }
            Runtime.getRuntime().exit(0);
        });
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
