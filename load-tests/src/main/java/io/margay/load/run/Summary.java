package io.margay.load.run;

import io.margay.load.churn.Track;
import io.margay.load.report.Histogram;
import io.margay.load.report.Latencies;
import io.margay.load.report.LoadReport.Asked;
import io.margay.load.report.LoadReport.Moment;
import io.margay.load.report.LoadReport.Used;
import io.margay.load.report.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Adds up how long changes took.
///
/// @param from when the first was due, as `System.nanoTime` has it
record Summary(Asked asked, long from, List<Track> tracks) {
    private static final int LATELY = 1_000;
    private static final double MICROS_IN_MILLI = 1e3;
    private static final double P50 = 50;
    private static final double P99 = 99;

    /// By how many hosts a change affects, without the warm-up.
    Map<Reach, Latencies> reaches() {
        var reaches = new EnumMap<Reach, Latencies>(Reach.class);
        for (var reach : Reach.values()) {
            var such = tracks.stream()
                    .filter(track -> track.intended() - from >= asked.warmUp().toNanos())
                    .filter(track -> is(track, reach))
                    .toList();
            reaches.put(reach, latencies(such));
        }
        return reaches;
    }

    /// How it went over time.
    ///
    /// @param used by moment
    List<Moment> moments(List<List<Used>> used) {
        long step = Sampler.nanosBetween(asked.duration());
        var moments = new ArrayList<Moment>();
        for (int i = 0; i < used.size(); i++) {
            long begin = from + i * step;
            var due = tracks.stream()
                    .filter(track -> track.intended() >= begin && track.intended() < begin + step)
                    .toList();
            moments.add(new Moment(
                    (int) TimeUnit.NANOSECONDS.toSeconds(i * step),
                    i * step < asked.warmUp().toNanos(),
                    latencies(due.stream().filter(track -> is(track, Reach.FEW)).toList())
                            .each(),
                    latencies(due.stream().filter(track -> is(track, Reach.ALL)).toList())
                            .last(),
                    used.get(i)));
        }
        return moments;
    }

    /// How it goes, in a line.
    static String words(List<Track> tracks) {
        var lately = tracks.subList(Math.max(0, tracks.size() - LATELY), tracks.size());
        var each = latencies(lately.stream()
                        .filter(track -> track.expected().count() > 0)
                        .toList())
                .each();
        return String.format(
                Locale.ROOT,
                "%d changes; of the last %d: p50 %.1f ms, p99 %.1f ms",
                tracks.size(),
                lately.size(),
                each.percentile(P50) / MICROS_IN_MILLI,
                each.percentile(P99) / MICROS_IN_MILLI);
    }

    private boolean is(Track track, Reach reach) {
        int hosts = track.expected().count();
        return hosts > 0 && Reach.of(hosts, asked.sizes().hosts()) == reach;
    }

    private static Latencies latencies(List<Track> tracks) {
        var each = new Histogram();
        var last = new Histogram();
        long unseen = 0;
        for (var track : tracks) {
            var seen = Arrays.stream(track.micros())
                    .filter(micros -> micros != Track.UNSEEN)
                    .toArray();
            Arrays.stream(seen).forEach(each::add);
            int missing = track.expected().count() - seen.length;
            if (missing == 0) {
                last.add(Arrays.stream(seen).max().orElse(0));
            }
            unseen += missing;
        }
        return new Latencies(tracks.size(), each, last, unseen);
    }
}
