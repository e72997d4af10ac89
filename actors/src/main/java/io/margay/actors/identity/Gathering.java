package io.margay.actors.identity;

import akka.actor.typed.ActorRef;
import io.margay.actors.identity.IdentityReplica.Command;
import io.margay.actors.identity.IdentityReplica.Flush;
import io.margay.engine.transaction.HostAdvance;
import io.margay.engine.transaction.ShardState;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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

    /// Calls back after a time, once, from whatever thread.
    interface Timer {
        void after(Duration time, Runnable then);
    }

    private final ActorRef<Command> self;
    private final Timer timer;
    private final Duration flushInterval;
    private boolean isWaiting;
    /// Whether an interval runs since a version was made.
    private boolean isPaused;
    /// Whether what is waiting is not gathered, though an interval runs.
    private boolean isUrgent;
    private boolean wasQuiet = true;

    /// One whose timer is the JDK's: one that wakes when it has to, where Akka's ticks all the time, however exact
    /// it has to be.
    Gathering(ActorRef<Command> self, Duration flushInterval) {
        this(self, Gathering::later, flushInterval);
    }

    Gathering(ActorRef<Command> self, Timer timer, Duration flushInterval) {
        this.self = self;
        this.timer = timer;
        this.flushInterval = flushInterval;
    }

    private static void later(Duration time, Runnable then) {
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                .execute(then);
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
        if (!isWaiting && !isPaused) {
            self.tell(new Flush(false));
        }
        isWaiting = true;
    }

    /// A node asks for other sets.
    void asked() {
        if (!isWaiting && wasQuiet && isPaused) {
            wasQuiet = false;
            isUrgent = true;
            self.tell(new Flush(false));
        }
        changed();
    }

    /// Whether there is something to tell now that a [Flush] has come. One that comes late, after what it was for was
    /// told with other changes, is not for those that wait by then.
    boolean isDue(Flush flush) {
        if (flush.isIntervalOver()) {
            isPaused = false;
        } else if (isPaused && !isUrgent) {
            return false;
        }
        boolean due = isWaiting;
        isWaiting = false;
        isUrgent = false;
        wasQuiet |= !due;
        return due;
    }

    /// A version was made of all that was waiting.
    ///
    /// @param told how many hosts it is told to
    void made(int told) {
        if (!isPaused) {
            isPaused = true;
            timer.after(after(flushInterval, told), () -> self.tell(new Flush(true)));
        }
    }

    /// There was nothing to tell after all.
    void madeNone() {
        wasQuiet |= !isPaused;
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
