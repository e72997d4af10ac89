package io.margay.load.host;

import io.margay.dataplane.agent.Uplink;
import io.margay.model.update.Update;
import io.margay.model.update.UpdateRefused;
import io.margay.wire.FromHost;
import io.margay.wire.HostProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A host without a kernel: takes what it is told, says at once that it enforces it, and comes back when its stream
/// ends. For any thread.
public final class SimulatedHost {
    /// What it has from its fleet.
    record Surroundings(PartTable parts, PolicyNumbers numbers, Audience audience, Later later, Uplink uplink) {}

    /// Does something later, with some chance in it.
    interface Later {
        void again(int attempt, Runnable what);

        /// What the host says, after as long as a kernel would take.
        void answer(Runnable what);
    }

    /// The stream that counts. What another says comes to nothing.
    private final class Ear implements Uplink.Sink {
        @Override
        public void accept(List<byte[]> pieces) {
            take(this, pieces.size() == 1 ? pieces.getFirst() : HostProtocol.join(pieces));
        }

        @Override
        public void ended(String why) {
            lost(this, why);
        }
    }

    private final int number;
    private final String node;
    private final Surroundings around;
    private final Journal journal = new Journal();
    private @Nullable Ear ear;
    private Uplink.@Nullable Stream stream;
    private Predicate<Audience.Told> loses = _ -> false;
    private boolean isDeaf;
    private boolean isPaused;
    private int attempts;
    private long bytes;
    private long firstBytes;
    private int updates;
    private int wholes;
    private int losses;
    private final List<Long> gaps = new ArrayList<>();
    /// When it lost a stream that told it something, as long as none has since; 0: it has one.
    private long lostAt;
    private String lastLoss = "";
    private String refusal = "";

    SimulatedHost(int number, String node, Surroundings around) {
        this.number = number;
        this.node = node;
        this.around = around;
    }

    /// Its place among all of its fleet, from 0.
    public int number() {
        return number;
    }

    /// Its node's name.
    public String node() {
        return node;
    }

    /// Connects, and stays so.
    synchronized void connect() {
        if (ear == null && !isPaused) {
            var fresh = new Ear();
            ear = fresh;
            stream = around.uplink.connect(new FromHost.Hello(node, journal.incarnation(), journal.revision()), fresh);
        }
    }

    /// Its stream ends, and nothing comes of it until it connects.
    synchronized void disconnect() {
        var last = stream;
        ear = null;
        stream = null;
        if (last != null) {
            last.close();
        }
    }

    /// Is away until told otherwise; with `forgets` it comes back as one that holds nothing.
    public synchronized void pause(boolean forgets) {
        isPaused = true;
        lostAt = 0;
        disconnect();
        if (forgets) {
            journal.clear();
        }
    }

    /// Comes back.
    public synchronized void resume() {
        isPaused = false;
        connect();
    }

    /// From now on the first update that is such is lost, though it says that it enforces it: what must be found.
    public synchronized void loseFirst(Predicate<Audience.Told> such) {
        loses = such;
        isDeaf = false;
    }

    /// From now on every update is lost.
    public synchronized void loseAll() {
        isDeaf = true;
    }

    /// What an agent would hold that was told the same.
    ///
    /// Errors: [UpdateRefused], as it would say.
    public Replay replayed() {
        Journal copy;
        synchronized (this) {
            copy = journal.copy();
        }
        return copy.replayed();
    }

    /// How it went so far.
    public synchronized Figures figures() {
        return new Figures(
                journal.revision(), bytes, firstBytes, updates, wholes, losses, List.copyOf(gaps), lastLoss, refusal);
    }

    /// How a host went so far.
    ///
    /// @param revision that it holds; 0: nothing
    /// @param bytes that it was told
    /// @param firstBytes of them, the first update's
    /// @param wholes updates that replaced everything
    /// @param losses how many streams ended without its doing
    /// @param gaps how long it was until another told it something, in microseconds
    /// @param lastLoss why the last of these
    /// @param refusal what it could not take last; empty: nothing
    // breaks Parameters: what one look at a host is to see together
    public record Figures(
            long revision,
            long bytes,
            long firstBytes,
            int updates,
            int wholes,
            int losses,
            List<Long> gaps,
            String lastLoss,
            String refusal) {}

    private void take(Ear from, byte[] message) {
        long nanos = System.nanoTime();
        var header = HostProtocol.readHeader(message);
        var parts = around.parts.parts(message);
        var gone = new ArrayList<Mark>(0);
        parts.forEach(known -> around.numbers.hear(header.incarnation(), known.part(), gone));
        var told = new Audience.Told(parts, header.base() == 0, nanos, gone);
        if (isTaken(from, header, told)) {
            around.audience.told(this, told);
            around.later.answer(() -> answer(from, new FromHost.Enforced(header.revision())));
            count(message.length, told.isWhole());
        }
    }

    private synchronized boolean isTaken(Ear from, Update header, Audience.Told told) {
        if (!from.equals(ear)) {
            return false;
        }
        attempts = 0;
        try {
            boolean isLost = isDeaf || loses.test(told);
            journal.take(header, isLost ? List.of() : told.parts());
            endGap(told.nanos());
            loses = isLost ? _ -> false : loses;
            return true;
        } catch (UpdateRefused e) {
            refusal = String.valueOf(e.getMessage());
            answer(from, new FromHost.Failed(header.revision(), refusal));
            return false;
        }
    }

    private void endGap(long nanos) {
        if (lostAt != 0) {
            gaps.add(TimeUnit.NANOSECONDS.toMicros(nanos - lostAt));
            lostAt = 0;
        }
    }

    private synchronized void count(int length, boolean isWhole) {
        firstBytes = updates == 0 ? length : firstBytes;
        bytes += length;
        updates++;
        wholes += isWhole ? 1 : 0;
    }

    private synchronized void answer(Ear from, FromHost said) {
        var to = stream;
        if (to != null && from.equals(ear)) {
            to.say(said);
        }
    }

    private synchronized void lost(Ear from, String why) {
        if (from.equals(ear)) {
            ear = null;
            stream = null;
            losses++;
            lostAt = lostAt == 0 && journal.revision() != 0 ? System.nanoTime() : lostAt;
            lastLoss = why;
            around.later.again(attempts++, this::connect);
        }
    }
}
