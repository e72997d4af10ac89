package io.margay.load.chaos;

import io.margay.load.host.SimulatedHost;
import io.margay.load.member.Database;
import io.margay.load.member.Members;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Has a plan befall a run, on a thread of its own.
public final class Chaos implements AutoCloseable {
    private static final Duration SLOW_BY = Duration.ofMillis(80);

    private final Target target;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final Thread thread;

    /// What it befalls.
    ///
    /// @param wires by member
    /// @param database of the members, if it is to be killed
    public record Target(
            Members members,
            List<SimulatedHost> hosts,
            List<Wire> wires,
            @Nullable Database database) {
        public Target {
            hosts = List.copyOf(hosts);
            wires = List.copyOf(wires);
        }
    }

    private record Step(Duration at, Blow blow, boolean isEnd) {}

    private Chaos(ChaosPlan plan, Target target) {
        this.target = target;
        for (var blow : plan.blows()) {
            steps.add(new Step(blow.at(), blow, false));
            steps.add(new Step(blow.end(), blow, true));
        }
        steps.sort(Comparator.comparing(Step::at));
        thread = Thread.ofPlatform().daemon().name("chaos").unstarted(this::run);
    }

    /// Begins.
    public static Chaos begin(ChaosPlan plan, Target target) {
        var chaos = new Chaos(plan, target);
        chaos.thread.start();
        return chaos;
    }

    /// Waits until all is over and put right; what befell whom.
    public List<String> end() throws InterruptedException {
        thread.join();
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /// Nothing more befalls anybody.
    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        long from = System.nanoTime();
        try {
            for (var step : steps) {
                long left = step.at.toNanos() - (System.nanoTime() - from);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                take(step);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the run is over
        } catch (IOException e) {
            events.add("chaos ended early: " + e.getMessage());
        }
    }

    private void take(Step step) throws IOException, InterruptedException {
        if (step.isEnd) {
            end(step.blow);
        } else {
            events.add(step.blow.words());
            begin(step.blow);
        }
    }

    private void begin(Blow blow) throws IOException, InterruptedException {
        int number = blow.number();
        switch (blow.kind()) {
            case MEMBER_KILLED -> target.members.kill(number);
            case MEMBER_PAUSED -> target.members.pause(number);
            case STREAMS_CUT -> target.wires.get(number).cut();
            case STREAMS_SLOW -> target.wires.get(number).slow(SLOW_BY);
            case DATABASE_KILLED -> Objects.requireNonNull(target.database).kill();
            case HOST_KILLED -> target.hosts.get(number).pause(true);
            case HOST_AWAY -> target.hosts.get(number).pause(false);
        }
    }

    private void end(Blow blow) throws IOException, InterruptedException {
        int number = blow.number();
        switch (blow.kind()) {
            case MEMBER_KILLED -> target.members.restart(number);
            case MEMBER_PAUSED -> target.members.resume(number);
            case STREAMS_CUT, STREAMS_SLOW -> target.wires.get(number).mend();
            case DATABASE_KILLED -> Objects.requireNonNull(target.database).startAgain();
            case HOST_KILLED, HOST_AWAY -> target.hosts.get(number).resume();
        }
    }
}
