package io.margay.dataplane.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/// Makes platform threads that live in a network namespace: what they open (sockets, files under /proc/sys/net) is of
/// that namespace, whoever uses it later.
///
/// Linux moves single threads between namespaces, so a virtual thread must never do this: it would move its carrier.
///
/// @param netns where the threads live
public record NetnsThreads(Netns netns) implements ThreadFactory {
    private static final MethodHandle OPEN = Libc.function(
            "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS =
            Libc.function("setns", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle UNSHARE = Libc.function("unshare", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final int READ_ONLY = 0;
    private static final int NETWORK_NAMESPACE = 0x40000000;

    /// A thread that does `work` there; nothing at all where the namespace has gone.
    @Override
    public Thread newThread(Runnable work) {
        return named().unstarted(() -> {
            if (entered()) {
                work.run();
            }
        });
    }

    /// Does `work` on a thread of its own there. Fails as `work` does, and where the namespace cannot be entered.
    public <T> CompletableFuture<T> call(Callable<T> work) {
        var result = new CompletableFuture<T>();
        named().start(() -> {
            try {
                enter();
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /// Does `work` on a thread of its own in a namespace that nobody else is in, and that goes with it. Processes and
    /// threads that it starts are there too. Fails as `work` does, and where there can be no such namespace.
    public static <T> CompletableFuture<T> callInScratch(Callable<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform().name("netns-scratch").daemon().start(() -> {
            try {
                leave();
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private static void leave() throws Throwable {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            if ((int) UNSHARE.invokeExact(state, NETWORK_NAMESPACE) < 0) {
                throw new IllegalStateException("unshare for a network namespace: " + Libc.nameOf(Libc.errno(state)));
            }
        }
    }

    private Thread.Builder.OfPlatform named() {
        return Thread.ofPlatform().name("netns-" + netns.name()).daemon();
    }

    /// Errors: `IllegalStateException` if there is no such namespace, or no right to enter it.
    private void enter() {
        if (netns.equals(Netns.OWN)) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            var path = arena.allocateFrom(Netns.FOLDER.resolve(netns.name()).toString());
            int file = check("open", (int) OPEN.invokeExact(state, path, READ_ONLY), state);
            try {
                check("setns", (int) SETNS.invokeExact(state, file, NETWORK_NAMESPACE), state);
            } finally {
                check("close", (int) CLOSE.invokeExact(state, file), state);
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("entering network namespace " + netns, e);
        }
    }

    /// Enters, unless the namespace has gone, and with it all that a thread of it was for.
    private boolean entered() {
        try {
            enter();
            return true;
        } catch (IllegalStateException e) {
            if (Files.exists(Netns.FOLDER.resolve(netns.name()))) {
                throw e;
            }
            return false;
        }
    }

    private int check(String call, int result, MemorySegment state) {
        if (result < 0) {
            throw new IllegalStateException(
                    call + " for network namespace " + netns + ": " + Libc.nameOf(Libc.errno(state)));
        }
        return result;
    }
}
