package io.margay.actors.catalog;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.StashBuffer;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.identity.IdentityReplica;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/// How what gives epochs begins on another member: above the highest that any replica has heard of. What it is told
/// meanwhile waits.
public final class AboveAll {
    private record Late() {}

    /// For a replica that does not answer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /// So many epochs may have been given of which no replica has heard.
    private static final long UNHEARD = 1_000;

    private final TimerScheduler<Object> timers;
    private final StashBuffer<Object> stash;
    private final LongFunction<Behavior<Object>> then;
    private long highest;
    private int awaited;

    private AboveAll(
            TimerScheduler<Object> timers,
            StashBuffer<Object> stash,
            LongFunction<Behavior<Object>> then,
            int awaited) {
        this.timers = timers;
        this.stash = stash;
        this.then = then;
        this.awaited = awaited;
    }

    /// Begins with an epoch above all.
    ///
    /// @param least it is higher than this, too
    /// @param replicas those that are asked
    public static <T> Behavior<T> begin(
            long least, List<ActorRef<IdentityReplica.Command>> replicas, LongFunction<Behavior<T>> then) {
        return Behaviors.<Object>setup(context ->
                        Behaviors.withTimers(timers -> Behaviors.withStash(Integer.MAX_VALUE, stash -> {
                            var asked = new AboveAll(
                                    timers, stash, epoch -> then.apply(epoch).unsafeCast(), replicas.size());
                            asked.highest = least;
                            timers.startSingleTimer(new Late(), PATIENCE);
                            // A child, so that a late answer finds nobody who would not understand it.
                            var answer = context.spawnAnonymous(
                                    Behaviors.<IdentityReplica.HighestEpoch>receiveMessage(said -> {
                                        context.getSelf().tell(said);
                                        return Behaviors.same();
                                    }));
                            replicas.forEach(replica -> replica.tell(new IdentityReplica.GetHighestEpoch(answer)));
                            return Behaviors.receiveMessage(asked::onMessage);
                        })))
                .unsafeCast();
    }

    private Behavior<Object> onMessage(Object message) {
        switch (message) {
            case IdentityReplica.HighestEpoch(var epoch) -> {
                highest = Math.max(highest, epoch);
                awaited--;
            }
            case Late _ -> awaited = 0;
            default -> stash.stash(message);
        }
        if (awaited > 0) {
            return Behaviors.same();
        }
        timers.cancelAll();
        return stash.unstashAll(then.apply(highest + UNHEARD));
    }
}
