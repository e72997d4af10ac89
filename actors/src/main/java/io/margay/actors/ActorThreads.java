package io.margay.actors;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.dispatch.Dispatcher;
import akka.dispatch.Dispatchers;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/// The threads that run an engine's actors: ours, and those that Akka keeps for itself, sharding among them.
final class ActorThreads {
    private static final String INTERNAL = "akka.actor.internal-dispatcher";

    private final List<ForkJoinPool> pools;

    private ActorThreads(List<ForkJoinPool> pools) {
        this.pools = List.copyOf(pools);
    }

    /// Those of an actor system.
    static ActorThreads of(ActorSystem<?> system) {
        var dispatchers = Adapter.toClassic(system).dispatchers();
        return new ActorThreads(Stream.of(Dispatchers.DefaultDispatcherId(), INTERNAL)
                .map(dispatchers::lookup)
                .map(Dispatcher.class::cast)
                .map(dispatcher -> (ForkJoinPool) dispatcher.executorService().executor())
                .toList());
    }

    /// Whether none works and nothing waits. A message that one pool is just handing to the other may be between them,
    /// unseen: who must be sure looks again, for some time.
    boolean areIdle() {
        return pools.stream().allMatch(ForkJoinPool::isQuiescent);
    }
}
