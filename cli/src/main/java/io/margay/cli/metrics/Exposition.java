package io.margay.cli.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// The page of a member: its own metrics, and those of its JVM and its process.
public final class Exposition implements MetricsSource {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    /// A page with these metrics, which are asked for each time.
    public Exposition(Supplier<List<MetricSnapshot>> own) {
        JvmBufferPoolMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
        registry.register(() -> new MetricSnapshots(own.get()));
    }

    @Override
    public Page page(String accept) {
        var writer = writer(accept);
        var out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // not of memory
        }
        return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }

    private ExpositionFormatWriter writer(String accept) {
        return accept.contains(OPEN_METRICS)
                ? formats.getOpenMetricsTextFormatWriter()
                : formats.getPrometheusTextFormatWriter();
    }
}
