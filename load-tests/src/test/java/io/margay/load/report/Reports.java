package io.margay.load.report;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;

/// A report with something of everything in it.
final class Reports {
    private Reports() {}

    static LoadReport sample(List<String> wrong) {
        var reaches = new EnumMap<Reach, Latencies>(Reach.class);
        reaches.put(Reach.FEW, new Latencies(2, of(4_000, 5_000, 9_000), of(5_000, 9_000), 1));
        reaches.put(Reach.MANY, new Latencies(0, of(), of(), 0));
        reaches.put(Reach.ALL, new Latencies(1, of(20_000, 30_000), of(30_000), 0));
        var used = List.of(new LoadReport.Used(0.5, 100_000_000), new LoadReport.Used(0.25, 50_000_000));
        return new LoadReport(
                new LoadReport.Asked(
                        new LoadReport.Sizes(20, 400, 150, false, "", 1),
                        50,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        7),
                reaches,
                List.of(
                        new LoadReport.Moment(0, true, of(4_000), of(), used),
                        new LoadReport.Moment(1, false, of(5_000, 9_000), of(30_000), used)),
                List.of(
                        new LoadReport.ProcessFigures("member-1", Duration.ofMillis(1_500), 100_000_000, 120_000_000),
                        new LoadReport.ProcessFigures("load", Duration.ofMillis(700), 50_000_000, 60_000_000)),
                new LoadReport.HostFigures(
                        Duration.ofMillis(900),
                        of(1_000, 2_000),
                        of(500, 600),
                        44,
                        150_000,
                        new LoadReport.Losses(2, of(400_000, 2_300_000))),
                new LoadReport.Verdict(
                        150,
                        3,
                        Duration.ofMillis(12),
                        wrong,
                        List.of(),
                        List.of("2 s: member 1 stands still for 900 ms")));
    }

    private static Histogram of(long... values) {
        var histogram = new Histogram();
        for (long value : values) {
            histogram.add(value);
        }
        return histogram;
    }
}
