package io.margay.actors.store.keeper;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// What blocks, on threads that may.
record Work(Executor threads) {
    static Work of(ActorSystem<?> system) {
        return new Work(system.dispatchers().lookup(DispatcherSelector.blocking()));
    }

    /// Does it. The stage fails with what [#cause] finds.
    <T> CompletableFuture<T> begin(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    /// What a stage failed with.
    static Throwable cause(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
