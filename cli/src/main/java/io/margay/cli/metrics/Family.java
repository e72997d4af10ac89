package io.margay.cli.metrics;

import io.margay.actors.count.Latency;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One metric with all of its values, as the library has it.
public final class Family {
    /// One value.
    ///
    /// @param labels names and values, in turn
    public record Value(List<String> labels, double value) {
        public Value {
            labels = List.copyOf(labels);
        }

        /// A value with these labels, names and values in turn.
        public static Value of(Number value, String... labels) {
            return new Value(Arrays.asList(labels), value.doubleValue());
        }

        private Labels asLabels() {
            return Labels.of(labels.toArray(String[]::new));
        }
    }

    private Family() {}

    /// What only grows.
    ///
    /// @param name without `_total`, which is added
    public static MetricSnapshot counter(String name, String help, Value... values) {
        return counter(name, help, Stream.of(values));
    }

    /// The same of many values.
    public static MetricSnapshot counter(String name, String help, Stream<Value> values) {
        var family = CounterSnapshot.builder().name(name).help(help);
        values.map(it -> CounterDataPointSnapshot.builder()
                        .labels(it.asLabels())
                        .value(it.value)
                        .build())
                .forEach(family::dataPoint);
        return family.build();
    }

    /// What is so much now.
    public static MetricSnapshot gauge(String name, String help, Value... values) {
        return gauge(name, help, Stream.of(values));
    }

    /// The same of one value without labels.
    public static MetricSnapshot gauge(String name, String help, Number value) {
        return gauge(name, help, Stream.of(Value.of(value)));
    }

    /// The same of many values.
    public static MetricSnapshot gauge(String name, String help, Stream<Value> values) {
        var family = GaugeSnapshot.builder().name(name).help(help);
        values.map(it -> GaugeDataPointSnapshot.builder()
                        .labels(it.asLabels())
                        .value(it.value)
                        .build())
                .forEach(family::dataPoint);
        return family.build();
    }

    /// How long something took, each time.
    public static MetricSnapshot histogram(String name, String help, Latency.Reading reading) {
        var bounds = Stream.concat(Latency.bounds().stream(), Stream.of(Double.POSITIVE_INFINITY))
                .toList();
        var buckets = ClassicHistogramBuckets.of(bounds, reading.counts());
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(buckets)
                        .sum(reading.seconds())
                        .build())
                .build();
    }
}
