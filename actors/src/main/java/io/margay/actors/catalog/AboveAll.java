package io.margay.actors.catalog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.margay.actors.identity.IdentityReplica;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/// How what gives epochs begins on another member: above the highest that any replica has heard of. What it is told
/// meanwhile waits.
public final class AboveAll {
    private sealed interface Heard {}

    private record Answered(long epoch) implements Heard {}

    /// Whoever has not answered does not count.
    private record Late() implements Heard {}

    /// All that is needed to begin; said once.
    private record Begin(long epoch) {}

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// So many epochs may have been given of which no replica has heard.
    private static final long UNHEARD = 100_000;

    private final ActorRef<Object> asking;
    private long highest;
    private int awaited;

    private AboveAll(ActorRef<Object> asking, long least, int awaited) {
        this.asking = asking;
        this.highest = least;
        this.awaited = awaited;
    }

    /// Begins with an epoch above all.
    ///
    /// @param least it is higher than this, too
    /// @param replicas those that are asked
    public static <T> Behavior<T> begin(
            long least, List<ActorRef<IdentityReplica.Command>> replicas, LongFunction<Behavior<T>> then) {
        return Behaviors.<Object>setup(context -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
                    context.spawnAnonymous(gathering(context.getSelf(), least, replicas));
                    return Behaviors.receiveMessage(message -> {
                        if (message instanceof Begin(var epoch)) {
                            return stash.unstashAll(then.apply(epoch).unsafeCast());
                        }
                        stash.stash(message);
                        return Behaviors.same();
                    });
                }))
                .unsafeCast();
    }

    private static Behavior<Heard> gathering(
            ActorRef<Object> asking, long least, List<ActorRef<IdentityReplica.Command>> replicas) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startSingleTimer(new Late(), PATIENCE);
            var answer = context.messageAdapter(IdentityReplica.HighestEpoch.class, it -> new Answered(it.epoch()));
            replicas.forEach(replica -> replica.tell(new IdentityReplica.GetHighestEpoch(answer)));
            return Behaviors.receiveMessage(new AboveAll(asking, least, replicas.size())::onHeard);
        }));
    }

    private Behavior<Heard> onHeard(Heard message) {
        switch (message) {
            case Answered(var epoch) -> {
                highest = Math.max(highest, epoch);
                awaited--;
            }
            case Late() -> awaited = 0;
        }
        if (awaited > 0) {
            return Behaviors.same();
        }
        asking.tell(new Begin(highest + UNHEARD));
        return Behaviors.stopped();
    }
}
