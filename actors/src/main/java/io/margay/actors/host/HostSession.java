package io.margay.actors.host;

import akka.actor.typed.ActorRef;
import io.margay.actors.count.EngineCounts;
import io.margay.model.update.Update;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One stream of a host: where updates go in, what the host was told, and what it says.
///
/// The sink takes an update without waiting: it is where the stream's own buffer begins, and it never has more than
/// one to hold, for the next comes after the host's answer; but for one that replaces it, if the links began anew.
///
/// What a host says, any thread may say; all else is its [HostSessions]' alone. Of revisions that it enforces, the last
/// that was said is enough.
public final class HostSession implements Consumer<Update> {
    /// Where a session belongs.
    ///
    /// @param answers what the actor takes answers from
    public record Among(ActorRef<HostSessions.Command> ref, Answers answers, EngineCounts counts) {}

    /// The place of one that no link speaks to.
    static final int NOWHERE = -1;

    private static final AtomicIntegerFieldUpdater<HostSession> IS_ANSWERING =
            AtomicIntegerFieldUpdater.newUpdater(HostSession.class, "isAnswering");

    private final String node;
    private final Consumer<Update> sink;
    private final Among among;
    private volatile int isAnswering;
    private volatile long said;
    private volatile boolean hasFailed;

    /// The one below it, while it is in the stack of answers.
    @Nullable
    HostSession next;

    private Consumer<String> away = _ -> {};
    private Consumer<RuntimeException> faults = fault -> {
        throw fault;
    };
    private long held;
    private long told;
    private int place = NOWHERE;
    private LongSupplier changedSince = () -> 0;
    /// When the first change was heard that is under way to it; 0: that is not known, or nothing is.
    private long changed;

    private final Arrivals arrivals = new Arrivals();

    /// The stream of a host that holds a revision; 0: nothing.
    public HostSession(String node, long held, Consumer<Update> sink, Among among) {
        this.node = node;
        this.held = held;
        this.sink = sink;
        this.among = among;
    }

    /// Has `away` told, before the stream begins, when the host is not served here any more, with where its node lives;
    /// empty where
    /// that is not known. It must not wait.
    public HostSession onAway(Consumer<String> away) {
        this.away = away;
        return this;
    }

    /// Has its host told revisions above one that it holds from another life of an engine, before the stream begins:
    /// what
    /// it said of that late is never taken for a word about these.
    public HostSession above(long revision) {
        told = revision;
        return this;
    }

    /// The stream is there: from now on it is the one that is told.
    public void began() {
        among.ref.tell(new HostSessions.Connected(this));
    }

    /// The host enforces a revision. Of a host that ever failed, it is heard in its order: it may have got there after
    /// it said that it could not.
    public void enforced(long revision) {
        if (hasFailed) {
            among.ref.tell(new HostSessions.Enforced(this, revision));
            return;
        }
        said = revision;
        if (IS_ANSWERING.getAndSet(this, 1) == 0 && among.answers.add(this)) {
            among.ref.tell(new HostSessions.Answered());
        }
    }

    /// The host could not take a revision on.
    public void failed(long revision, String why) {
        hasFailed = true;
        among.ref.tell(new HostSessions.Failed(this, revision, why));
    }

    /// The stream ended.
    public void ended() {
        among.ref.tell(new HostSessions.Ended(this));
    }

    @Override
    public void accept(Update update) {
        told = update.revision();
        try {
            changed = changed == 0 ? among.counts.heardAt(changedSince.getAsLong()) : changed;
            arrivals.told();
            sink.accept(update);
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }

    /// Has `heard` told what is thrown by the sink, or by what is counted of it. That is a fault of one stream, not of
    /// those that the same actor has besides.
    void onFault(Consumer<RuntimeException> heard) {
        faults = heard;
    }

    /// The host is not served here.
    void sendAway(String home) {
        away.accept(home);
    }

    /// Whose it is.
    String node() {
        return node;
    }

    /// What the host holds, as far as was heard.
    long held() {
        return held;
    }

    /// Where its links have the host; [#NOWHERE] before they have it, and once it is another stream that counts.
    int place() {
        return place;
    }

    /// Its links have the host at this place.
    ///
    /// @param since the first version of what it is told, while it is told
    void placed(int at, LongSupplier since) {
        place = at;
        changedSince = since;
    }

    /// No link speaks to it any more.
    void displaced() {
        place = NOWHERE;
        changedSince = () -> 0;
    }

    /// What it is told next has endpoints that its node heard of then.
    void arrived(List<Long> times) {
        try {
            arrivals.add(times);
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }

    /// What it was last told on this stream; 0: nothing.
    long told() {
        return told;
    }

    /// Hears what the host said last that it enforces. What it says from now on is an answer of its own.
    void hear() {
        isAnswering = 0;
        heard(said);
    }

    /// The host said that it enforces a revision.
    void heard(long revision) {
        held = revision;
        if (revision == told) {
            try {
                count();
            } catch (RuntimeException e) {
                faults.accept(e);
            }
        }
    }

    private void count() {
        var counts = among.counts;
        if (changed != 0) {
            counts.enforced.took(counts.now() - changed);
            changed = 0;
        }
        if (arrivals.areTold()) {
            arrivals.enforced(counts.endpoints, counts.now());
        }
    }
}
