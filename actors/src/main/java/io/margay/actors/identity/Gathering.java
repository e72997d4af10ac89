package io.margay.actors.identity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import io.margay.actors.identity.IdentityReplica.Command;
import io.margay.actors.identity.IdentityReplica.Flush;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.ShardState;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;

/// When a replica makes its next version.
///
/// What comes after a quiet time is told at once. What comes soon after a version is gathered, for as long as it takes
/// that telling hosts is a small part of the work: longer where all of them had to hear the version than where few
/// had. A stream of changes that each concern all of 1,000 hosts is so told in 25 versions a second, not in 200. Once
/// after each quiet time, what a node asks for because of a version is not gathered: a new pod's sets are there as soon
/// as its rules.
public final class Gathering {
    /// How many hosts may hear a version for each flush interval that follows it.
    private static final int HOSTS_AN_INTERVAL = 125;
    private static final int MOST_INTERVALS = 10;

    private final ActorRef<Command> self;
    private final TimerScheduler<Command> timers;
    private final Duration flushInterval;
    private boolean isWaiting;
    private boolean wasQuiet = true;

    Gathering(ActorRef<Command> self, TimerScheduler<Command> timers, Duration flushInterval) {
        this.self = self;
        this.timers = timers;
        this.flushInterval = flushInterval;
    }

    /// How long changes are gathered after a version.
    ///
    /// @param flushInterval the least
    /// @param told how many hosts the version was told to
    public static Duration after(Duration flushInterval, int told) {
        return flushInterval.multipliedBy(Math.clamp(told / HOSTS_AN_INTERVAL, 1, MOST_INTERVALS));
    }

    /// Something is to be told.
    void changed() {
        if (!isWaiting && !timers.isTimerActive(Flush.class)) {
            self.tell(new Flush());
        }
        isWaiting = true;
    }

    /// A node asks for other sets.
    void asked() {
        if (!isWaiting && wasQuiet && timers.isTimerActive(Flush.class)) {
            wasQuiet = false;
            self.tell(new Flush());
        }
        changed();
    }

    /// Whether there is something to tell now that a [Flush] has come.
    boolean isDue() {
        boolean due = isWaiting;
        isWaiting = false;
        wasQuiet |= !due;
        return due;
    }

    /// A version was made of all that was waiting.
    ///
    /// @param told how many hosts it is told to
    void made(int told) {
        if (!timers.isTimerActive(Flush.class)) {
            timers.startSingleTimer(Flush.class, new Flush(), after(flushInterval, told));
        }
    }

    /// There was nothing to tell after all.
    void madeNone() {
        wasQuiet |= !timers.isTimerActive(Flush.class);
    }

    /// How many hosts a version is told to, or concerns.
    static int told(List<ShardState.Output> version) {
        var hosts = new BitSet();
        for (var output : version) {
            if (output instanceof ShardState.TellHosts(HostAdvance advance)) {
                hosts.or(advance.concerned());
                advance.log().forEach(segment -> hosts.or(segment.audience()));
            }
        }
        return hosts.cardinality();
    }
}
