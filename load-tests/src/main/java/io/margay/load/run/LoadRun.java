package io.margay.load.run;

import io.margay.load.chaos.Chaos;
import io.margay.load.chaos.ChaosPlan;
import io.margay.load.chaos.Wire;
import io.margay.load.churn.Plan;
import io.margay.load.churn.Timing;
import io.margay.load.host.Fleet;
import io.margay.load.host.Mark;
import io.margay.load.host.SimulatedHost;
import io.margay.load.member.Database;
import io.margay.load.member.Feed;
import io.margay.load.member.Members;
import io.margay.load.report.Histogram;
import io.margay.load.report.LoadReport;
import io.margay.load.report.LoadReport.HostFigures;
import io.margay.load.report.LoadReport.Used;
import io.margay.load.report.LoadReport.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// What happens once members and hosts are there. For one thread.
final class LoadRun {
    private static final Duration FIRST_PATIENCE = Duration.ofMinutes(10);
    private static final Duration QUIET_PATIENCE = Duration.ofSeconds(60);
    private static final Duration RIGHT_PATIENCE = Duration.ofSeconds(4);
    private static final Duration PATIENCE_AFTER_CHAOS = Duration.ofMinutes(2);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double MILLIS_IN_SECOND = 1e3;
    private static final int SAY_EVERY = 50;
    private static final Duration APART = Duration.ofMillis(1);

    private final LoadSettings settings;
    private final Progress progress;
    private final Fleet fleet;
    private final Feed feed;
    private final Members members;
    private final List<Wire> wires;
    private final @Nullable Database database;
    private final Opening opening;
    private final List<List<Used>> used = java.util.Collections.synchronizedList(new ArrayList<>());
    private final List<String> troubles = new ArrayList<>();

    /// What is there.
    ///
    /// @param feed the way of changes
    /// @param wires between hosts and members, where there are any
    /// @param database of the members' own, if they have one
    /// @param opening what is done at the moment from which hosts connect
    record Stage(
            Fleet fleet,
            Feed feed,
            Members members,
            List<Wire> wires,
            @Nullable Database database,
            Opening opening) {}

    /// What is done at a moment.
    interface Opening {
        /// Nothing is.
        Opening NONE = () -> {};

        void open() throws IOException, InterruptedException;
    }

    LoadRun(LoadSettings settings, Progress progress, Stage stage) {
        this.settings = settings;
        this.progress = progress;
        this.fleet = stage.fleet;
        this.feed = stage.feed;
        this.members = stage.members;
        this.wires = stage.wires;
        this.database = stage.database;
        this.opening = stage.opening;
    }

    LoadReport measure(Plan plan, Timing timing) throws IOException, InterruptedException {
        long empty = heap();
        var started = connect();
        long heapOfEach = (heap() - empty) / fleet.hosts().size();
        var sampler = new Sampler(members.all());
        var pacer = new Pacer(feed, timing, settings.asked().rate(), change -> plant(change, timing));
        var events = churn(plan, pacer, sampler);
        var processes = sampler.all();
        feed.finish();
        awaitQuiet();
        var converged = Duration.ofNanos(
                Math.max(0, timing.lastTold() - pacer.tracks().getLast().intended()));
        var wrong = wrong(plan);
        var tracks = pacer.tracks();
        var verdict = new Verdict(
                tracks.size(),
                (int) tracks.stream().filter(it -> it.expected().count() == 0).count(),
                converged,
                wrong.stream().map(Judge.Wrong::toString).toList(),
                troubles,
                events);
        var summary = new Summary(settings.asked(), pacer.from(), tracks);
        return new LoadReport(
                settings.asked(),
                summary.reaches(),
                summary.moments(List.copyOf(used)),
                processes,
                hosts(started, heapOfEach),
                verdict);
    }

    /// All hosts come, and are told everything; how long that took.
    private Duration connect() throws IOException, InterruptedException {
        long from = System.nanoTime();
        opening.open();
        progress.say(fleet.hosts().size() + " hosts connect");
        fleet.connect(APART.multipliedBy(fleet.hosts().size()));
        long until = from + FIRST_PATIENCE.toNanos();
        long missing = missing();
        while (missing > 0) {
            progress.now(missing + " of " + fleet.hosts().size() + " hosts have nothing yet");
            pause(POLL_NANOS);
            if (System.nanoTime() - until > 0) {
                throw new IOException(missing + " hosts were told nothing; the first: " + firstLoss());
            }
            missing = missing();
        }
        progress.now("");
        var took = Duration.ofNanos(System.nanoTime() - from);
        progress.say(String.format(
                Locale.ROOT, "all hosts had their first update after %.1f s", took.toMillis() / MILLIS_IN_SECOND));
        return took;
    }

    private long missing() {
        return fleet.hosts().stream()
                .filter(host -> host.figures().revision() == 0)
                .count();
    }

    private String firstLoss() {
        return fleet.hosts().stream()
                .map(host -> host.figures().lastLoss())
                .filter(why -> !why.isEmpty())
                .findFirst()
                .orElse("no stream ended");
    }

    /// All changes come, and what is to go wrong does; the words for that.
    private List<String> churn(Plan plan, Pacer pacer, Sampler sampler) throws IOException, InterruptedException {
        var blows = settings.wrong().chaos().isPresent() ? blows() : new ChaosPlan(List.of());
        progress.say(
                plan.changes().size() + " changes come, " + settings.asked().rate() + " a second");
        var watch = Thread.ofPlatform().name("load-watch").start(() -> watch(pacer, sampler));
        var target = new Chaos.Target(members, fleet.hosts(), wires, database);
        try (var chaos = Chaos.begin(blows, target)) {
            pacer.run(plan.changes());
            return chaos.end();
        } finally {
            watch.interrupt();
            watch.join();
            progress.now("");
        }
    }

    private ChaosPlan blows() {
        var asked = settings.asked();
        return ChaosPlan.of(
                settings.wrong().chaos().getAsLong(),
                new ChaosPlan.Victims(asked.sizes().members(), asked.sizes().hosts(), database != null),
                asked.warmUp().plus(asked.duration()));
    }

    private void watch(Pacer pacer, Sampler sampler) {
        long step = Sampler.nanosBetween(settings.asked().duration());
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(step);
            used.add(sampler.look());
            progress.now(Summary.words(pacer.tracks()));
        }
    }

    private void plant(int change, Timing timing) {
        switch (settings.wrong().fault()) {
            case NONE -> {}
            case LOST_UPDATE -> lose(change, timing);
            case DEAF_HOST -> {
                if (change == settings.changes() / 2) {
                    victim(timing.expected(timing.lastHeard()).host(0)).loseAll();
                }
            }
        }
    }

    /// With the last change that anybody hears of: nothing that comes later mends it.
    private void lose(int change, Timing timing) {
        if (change != timing.lastHeard()) {
            return;
        }
        var expected = timing.expected(change);
        Set<Mark> marks = new HashSet<>(expected.marks());
        victim(expected.host(0))
                .loseFirst(told -> told.gone().stream().anyMatch(marks::contains)
                        || told.parts().stream()
                                .anyMatch(part -> part.marks().stream().anyMatch(marks::contains)));
    }

    private SimulatedHost victim(int number) {
        return fleet.hosts().get(number);
    }

    private void awaitQuiet() throws InterruptedException {
        long until = System.nanoTime() + QUIET_PATIENCE.toNanos();
        long seen = updates();
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET_NANOS && System.nanoTime() - until < 0) {
            pause(POLL_NANOS);
            long now = updates();
            since = now == seen ? since : System.nanoTime();
            seen = now;
        }
    }

    private long updates() {
        return fleet.hosts().stream()
                .mapToLong(host -> host.figures().updates())
                .sum();
    }

    private List<Judge.Wrong> wrong(Plan plan) throws InterruptedException {
        progress.say("each host is compared with a fresh engine's");
        try (var judge = Judge.of(plan.resourcesAfter(plan.changes().size()))) {
            var wrong = judge.wrong(fleet.hosts(), this::compared);
            // A member that was killed may take its time until it tells anything.
            var patience = settings.wrong().chaos().isPresent() ? PATIENCE_AFTER_CHAOS : RIGHT_PATIENCE;
            long until = System.nanoTime() + patience.toNanos();
            while (!wrong.isEmpty() && System.nanoTime() - until < 0) {
                progress.now(wrong.size() + " hosts are not right yet");
                pause(AGAIN_NANOS);
                wrong = judge.wrong(wrong.stream().map(Judge.Wrong::host).toList(), _ -> {});
            }
            progress.now("");
            return wrong;
        }
    }

    private void compared(int hosts) {
        if (hosts % SAY_EVERY == 0) {
            progress.now(hosts + " of " + fleet.hosts().size() + " hosts are compared");
        }
    }

    private HostFigures hosts(Duration started, long heapOfEach) {
        var first = new Histogram();
        var later = new Histogram();
        long updates = 0;
        var gaps = new Histogram();
        long losses = 0;
        for (var host : fleet.hosts()) {
            var figures = host.figures();
            first.add(figures.firstBytes());
            later.add(figures.bytes() - figures.firstBytes());
            updates += figures.updates();
            losses += figures.losses();
            figures.gaps().forEach(gaps::add);
            if (!figures.refusal().isEmpty()) {
                troubles.add(host.node() + " refused an update: " + figures.refusal());
            }
        }
        return new HostFigures(started, first, later, updates, heapOfEach, new LoadReport.Losses(losses, gaps));
    }

    private static long heap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }
}
