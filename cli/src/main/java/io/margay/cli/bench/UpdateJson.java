package io.margay.cli.bench;

import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.load.bench.ClassFigures;
import io.margay.load.bench.FirstSnapshots;
import io.margay.load.bench.Spread;
import io.margay.model.parse.Value;

/// What updates cost as one JSON object; times in microseconds.
public final class UpdateJson {
    private static final long NANOS_IN_MICRO = 1000;

    private UpdateJson() {}

    /// The object, on one line.
    public static String print(UpdateReport report) {
        var object = new JsonObject()
                .number("batch", report.batch())
                .number("rate", report.rate())
                .number("flushIntervalMicros", report.flushInterval().toNanos() / NANOS_IN_MICRO)
                .value("first", first(report.first()))
                .number("gcMillis", report.background().gcMillis())
                .number("compilerMillis", report.background().compilerMillis());
        var classes = new JsonObject();
        report.classes().forEach(figures -> classes.value(figures.changeClass(), figures(figures)));
        object.value("classes", classes.done());
        report.verified().ifPresent(same -> object.value("verified", new Value.Bool(0, same)));
        return JsonText.print(object.done());
    }

    private static Value first(FirstSnapshots first) {
        var bytes = Spread.of(first.bytes());
        return new JsonObject()
                .number("hosts", bytes.sorted().size())
                .value(
                        "bytesPerHost",
                        new JsonObject()
                                .number("min", bytes.percentile(0))
                                .number("median", bytes.percentile(50))
                                .number("max", bytes.max())
                                .number("sum", bytes.sum())
                                .done())
                .number("cpuMicros", first.cpuNanos() / NANOS_IN_MICRO)
                .number("wallMicros", first.wallNanos() / NANOS_IN_MICRO)
                .done();
    }

    private static Value figures(ClassFigures figures) {
        return new JsonObject()
                .number("n", figures.batches())
                .number("changes", figures.edits())
                .value("hosts", spread(figures.hosts(), 1))
                .value("bytes", spread(figures.bytes(), 1))
                .value("bytesPerHost", spread(figures.bytesPerHost(), 1))
                .value("cpuMicros", spread(figures.cpu(), NANOS_IN_MICRO))
                .value("wallMicros", spread(figures.wall(), NANOS_IN_MICRO))
                .done();
    }

    private static Value spread(Spread of, long unit) {
        return new JsonObject()
                .number("p50", of.percentile(50) / unit)
                .number("p90", of.percentile(90) / unit)
                .number("p99", of.percentile(99) / unit)
                .number("max", of.max() / unit)
                .number("mean", of.mean() / unit)
                .number("sum", of.sum() / unit)
                .done();
    }
}
