package io.margay.load.run;

import io.margay.load.kernel.ProcessUsage;
import io.margay.load.member.Member;
import io.margay.load.report.LoadReport.ProcessFigures;
import io.margay.load.report.LoadReport.Used;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What the members and this process use, over time. For one thread.
final class Sampler {
    private static final String OWN = "load";
    private static final double NANOS_IN_SECOND = 1e9;

    private final List<Member> members;
    private final ProcessUsage own = new ProcessUsage(ProcessHandle.current().pid());
    private final List<Duration> begun;
    private List<Duration> before;
    private long looked = System.nanoTime();

    Sampler(List<Member> members) {
        this.members = List.copyOf(members);
        this.begun = cpu();
        this.before = begun;
    }

    /// What each process used in the mean since the last look: the members, then this process.
    List<Used> look() {
        long now = System.nanoTime();
        var cpu = cpu();
        double seconds = (now - looked) / NANOS_IN_SECOND;
        var used = new ArrayList<Used>();
        for (int i = 0; i < cpu.size(); i++) {
            double cores = cpu.get(i).minus(before.get(i)).toNanos() / NANOS_IN_SECOND / seconds;
            used.add(new Used(cores, i < members.size() ? members.get(i).usage().rssBytes() : own.rssBytes()));
        }
        before = cpu;
        looked = now;
        return used;
    }

    /// What each used since this began.
    List<ProcessFigures> all() {
        var cpu = cpu();
        var figures = new ArrayList<ProcessFigures>();
        for (int i = 0; i < members.size(); i++) {
            var usage = members.get(i).usage();
            figures.add(new ProcessFigures(
                    members.get(i).place().name(),
                    cpu.get(i).minus(begun.get(i)),
                    usage.rssBytes(),
                    usage.peakRssBytes()));
        }
        figures.add(new ProcessFigures(OWN, cpu.getLast().minus(begun.getLast()), own.rssBytes(), own.peakRssBytes()));
        return figures;
    }

    /// How long to wait between looks, in a run of this length.
    static long nanosBetween(Duration run) {
        return TimeUnit.SECONDS.toNanos(run.toSeconds() > LONG_SECONDS ? LONG_STEP : 1);
    }

    private static final int LONG_SECONDS = 180;
    private static final int LONG_STEP = 5;

    private List<Duration> cpu() {
        own.look();
        var cpu = new ArrayList<Duration>();
        members.forEach(member -> cpu.add(member.usage().cpu()));
        cpu.add(own.cpu());
        return cpu;
    }
}
