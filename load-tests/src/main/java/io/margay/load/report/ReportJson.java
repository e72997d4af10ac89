package io.margay.load.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// A report as one JSON object. Times are milliseconds, memory is bytes.
public final class ReportJson {
    private static final double MICROS_IN_MILLI = 1e3;
    private static final int PLACES = 3;
    private static final int P50 = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;

    private final JsonGenerator json;

    private ReportJson(JsonGenerator json) {
        this.json = json;
    }

    /// The text, without a line end.
    public static String print(LoadReport report) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            new ReportJson(json).write(report);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text.toString();
    }

    private void write(LoadReport report) throws IOException {
        json.writeStartObject();
        write(report.asked());
        json.writeObjectFieldStart("latency");
        for (var reach : report.reaches().entrySet()) {
            write(reach.getKey(), reach.getValue());
        }
        json.writeEndObject();
        write(report.hosts());
        json.writeArrayFieldStart("processes");
        for (var used : report.processes()) {
            json.writeStartObject();
            json.writeStringField("name", used.name());
            json.writeNumberField("cpuMillis", used.cpu().toMillis());
            json.writeNumberField("rssBytes", used.rssBytes());
            json.writeNumberField("peakRssBytes", used.peakRssBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("moments");
        for (var moment : report.moments()) {
            write(moment);
        }
        json.writeEndArray();
        write(report.verdict());
        json.writeEndObject();
    }

    private void write(LoadReport.Asked asked) throws IOException {
        json.writeObjectFieldStart("asked");
        json.writeNumberField("hosts", asked.sizes().hosts());
        json.writeStringField("dataset", asked.sizes().dataset());
        json.writeNumberField("pods", asked.sizes().pods());
        json.writeNumberField("policies", asked.sizes().policies());
        json.writeBooleanField("wide", asked.sizes().wide());
        json.writeNumberField("members", asked.sizes().members());
        json.writeNumberField("changesPerSecond", asked.rate());
        json.writeNumberField("warmUpMillis", asked.warmUp().toMillis());
        json.writeNumberField("durationMillis", asked.duration().toMillis());
        json.writeNumberField("seed", asked.seed());
        json.writeEndObject();
    }

    private void write(Reach reach, Latencies latencies) throws IOException {
        json.writeObjectFieldStart(reach.name().toLowerCase(java.util.Locale.ROOT));
        json.writeNumberField("changes", latencies.changes());
        json.writeNumberField("unseen", latencies.unseen());
        millis("eachHost", latencies.each());
        millis("lastHost", latencies.last());
        json.writeEndObject();
    }

    private void write(LoadReport.HostFigures hosts) throws IOException {
        json.writeObjectFieldStart("hosts");
        json.writeNumberField("startedMillis", hosts.started().toMillis());
        json.writeNumberField("updates", hosts.updates());
        json.writeNumberField("streamsLost", hosts.losses().count());
        json.writeNumberField("servedAgainMicros", hosts.losses().gaps().percentile(P50));
        json.writeNumberField("servedAgainMaxMicros", hosts.losses().gaps().max());
        json.writeNumberField("heapBytesEach", hosts.heapBytes());
        bytes("firstBytes", hosts.first());
        bytes("laterBytes", hosts.later());
        json.writeEndObject();
    }

    private void write(LoadReport.Moment moment) throws IOException {
        json.writeStartObject();
        json.writeNumberField("second", moment.second());
        json.writeBooleanField("warmUp", moment.isWarmUp());
        millis("fewEachHost", moment.each());
        millis("allLastHost", moment.last());
        json.writeArrayFieldStart("used");
        for (var used : moment.used()) {
            json.writeStartObject();
            json.writeNumberField("cores", rounded(used.cores()));
            json.writeNumberField("rssBytes", used.rssBytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(LoadReport.Verdict verdict) throws IOException {
        json.writeObjectFieldStart("verdict");
        json.writeBooleanField("good", verdict.isGood());
        json.writeNumberField("changes", verdict.changes());
        json.writeNumberField("silent", verdict.silent());
        json.writeNumberField("convergedMillis", verdict.converged().toMillis());
        texts("wrong", verdict.wrong());
        texts("troubles", verdict.troubles());
        texts("events", verdict.events());
        json.writeEndObject();
    }

    private void texts(String name, Iterable<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (var text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void millis(String name, Histogram micros) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", micros.count());
        json.writeNumberField("p50", rounded(micros.percentile(P50) / MICROS_IN_MILLI));
        json.writeNumberField("p90", rounded(micros.percentile(P90) / MICROS_IN_MILLI));
        json.writeNumberField("p99", rounded(micros.percentile(P99) / MICROS_IN_MILLI));
        json.writeNumberField("max", rounded(micros.max() / MICROS_IN_MILLI));
        json.writeEndObject();
    }

    private void bytes(String name, Histogram bytes) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50", bytes.percentile(P50));
        json.writeNumberField("max", bytes.max());
        json.writeEndObject();
    }

    private static BigDecimal rounded(double value) {
        return BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP);
    }
}
