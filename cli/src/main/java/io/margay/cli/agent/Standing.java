package io.margay.cli.agent;

import io.margay.dataplane.agent.Report;
import io.margay.dataplane.plan.Writer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// How an agent stands, from what it reports: what is in force since when, and what is wrong. For any thread.
final class Standing implements Consumer<Report> {
    /// Something that is so, since when.
    ///
    /// @param why empty where there is nothing to say about it
    record Since(boolean isSo, String why, Instant since) {
        private Since now(boolean isSoNow, String whyNow, Instant at) {
            return new Since(isSoNow, whyNow, isSoNow == isSo ? since : at);
        }
    }

    /// All of it, at one moment.
    ///
    /// @param began when the agent did
    /// @param revision what is enforced; 0: nothing yet
    /// @param enforced since when
    /// @param failing whether the kernel lacks something
    /// @param kept whether what is enforced is on disk
    /// @param notes what of it is not enforced, or waits
    /// @param refused what stands closed, as the kernel refuses it
    /// @param repairs what others had changed
    /// @param restored what a person should know of how it began
    record Seen(
            Instant began,
            Since connected,
            long revision,
            Instant enforced,
            Since failing,
            Since kept,
            List<String> notes,
            List<Writer.Failing> refused,
            Repairs repairs,
            List<String> restored) {}

    /// What others had changed in the kernel, and is as it was again.
    ///
    /// @param count of rules and members, since the agent began
    /// @param latest where that was last; empty: nowhere yet
    /// @param at when
    record Repairs(long count, String latest, Instant at) {
        private Repairs and(Writer.Repair repair, Instant now) {
            return new Repairs(count + repair.count(), repair.where() + ": " + repair.objects(), now);
        }
    }

    /// How often something was so, since the agent began.
    ///
    /// @param streams to its engine that began
    /// @param enforced writes after which the kernel had everything
    /// @param failed writes after which it had not
    record Counts(long streams, long enforced, long failed) {
        private Counts and(Report report) {
            return switch (report) {
                case Report.Connected _ -> new Counts(streams + 1, enforced, failed);
                case Report.Enforced _ -> new Counts(streams, enforced + 1, failed);
                case Report.Failed _ -> new Counts(streams, enforced, failed + 1);
                case Report.Refused _, Report.Disconnected _, Report.Failing _, Report.Repaired _, Report.OfState _ ->
                    this;
            };
        }
    }

    private final Clock clock;
    private final Consumer<String> words;
    private final Instant began;
    private Since connected;
    private long revision;
    private Instant enforced;
    private Since failing;
    private Since kept;
    private List<String> notes = List.of();
    private List<Writer.Failing> refused = List.of();
    private Repairs repairs;
    private List<String> restored = List.of();
    private Counts counts = new Counts(0, 0, 0);

    /// The standing of an agent that begins.
    ///
    /// @param words gets a line for what a person should hear
    Standing(Clock clock, Consumer<String> words) {
        this.clock = clock;
        this.words = words;
        began = clock.instant();
        enforced = began;
        connected = new Since(false, "not tried yet", began);
        failing = new Since(false, "", began);
        kept = new Since(true, "", began);
        repairs = new Repairs(0, "", began);
    }

    /// How it stands now.
    synchronized Seen seen() {
        return new Seen(began, connected, revision, enforced, failing, kept, notes, refused, repairs, restored);
    }

    /// How often something was so.
    synchronized Counts counts() {
        return counts;
    }

    @Override
    public synchronized void accept(Report report) {
        counts = counts.and(report);
        switch (report) {
            case Report.Enforced it -> enforced(it);
            case Report.Failed(var node, var at, var why) -> {
                tell(!failing.isSo() || !failing.why().equals(why), node + " failed at " + at + ": " + why);
                failing = failing.now(true, why, clock.instant());
            }
            case Report.Refused(var node, var at, var why) -> tell(true, node + " refused revision " + at + ": " + why);
            case Report.Failing(var node, var objects) -> {
                objects.stream()
                        .filter(object ->
                                refused.stream().noneMatch(known -> known.what().equals(object.what())))
                        .forEach(object -> tell(true, node + ": " + object.what() + " is closed: " + object.why()));
                tell(objects.isEmpty(), node + ": nothing is closed any more for what the kernel refuses");
                refused = objects;
            }
            case Report.Repaired(var node, var repair) -> {
                tell(true, node + ": others changed " + repair.where() + ", repaired: " + repair.objects());
                repairs = repairs.and(repair, clock.instant());
            }
            case Report.OfStream it -> ofStream(it);
            case Report.OfState it -> ofState(it);
        }
    }

    private void enforced(Report.Enforced report) {
        boolean isNew = report.revision() != revision;
        tell(isNew || failing.isSo(), report.node() + " enforces revision " + report.revision());
        report.notes().stream()
                .filter(note -> !notes.contains(note))
                .forEach(note -> tell(true, report.node() + ": " + note));
        enforced = isNew ? clock.instant() : enforced;
        revision = report.revision();
        notes = report.notes();
        failing = failing.now(false, "", clock.instant());
    }

    private void ofStream(Report.OfStream report) {
        switch (report) {
            case Report.Connected(var node) -> {
                tell(true, node + " is connected to its engine");
                connected = connected.now(true, "", clock.instant());
            }
            case Report.Disconnected(var node, var why) -> {
                tell(!connected.why().equals(why), node + " has no engine: " + why);
                connected = connected.now(false, why, clock.instant());
            }
        }
    }

    private void ofState(Report.OfState report) {
        switch (report) {
            case Report.Restored(var node, var from, var itsNotes) -> {
                tell(true, node + " begins with " + (from == 0 ? "nothing" : "revision " + from + " from its disk"));
                itsNotes.forEach(note -> tell(true, node + ": " + note));
                restored = itsNotes;
            }
            case Report.NotKept(var node, var why) -> {
                tell(true, node + ": " + why);
                kept = kept.now(false, why, clock.instant());
            }
            case Report.KeptAgain(var node) -> {
                tell(true, node + " keeps what it enforces on disk again");
                kept = kept.now(true, "", clock.instant());
            }
        }
    }

    private void tell(boolean isNews, String line) {
        if (isNews) {
            words.accept(line);
        }
    }
}
