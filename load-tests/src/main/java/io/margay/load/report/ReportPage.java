package io.margay.load.report;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// A report as one HTML page, which needs nothing else.
public final class ReportPage {
    private static final double MICROS_IN_MILLI = 1e3;
    private static final double BYTES_IN_MB = 1e6;
    private static final int P50 = 50;
    private static final int P99 = 99;
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Margay under load</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 2em auto; color: #1f2328; }
            pre { background: #f6f8fa; padding: 1em; overflow-x: auto; font-size: 13px; }
            figure { margin: 2em 0; } figcaption { font-weight: 600; } figure p { font-size: 13px; margin: 0; }
            .grid { stroke: #d1d9e0; } text { font-size: 11px; fill: #59636e; } .y { text-anchor: end; }
            .good { color: #1a7f37; } .bad { color: #d1242f; }
            </style></head><body>
            """;

    private ReportPage() {}

    /// The page.
    public static String print(LoadReport report) {
        var text = new StringWriter();
        ReportText.print(report, new PrintWriter(text));
        var sizes = report.asked().sizes();
        var good = report.verdict().isGood();
        return HEAD
                + "<h1>Margay under load</h1>\n<p>" + sizes.hosts() + " hosts, " + Html.text(sizes.words())
                + "; " + sizes.members() + (sizes.members() == 1 ? " member" : " members")
                + "; " + report.asked().rate() + " changes a second for "
                + report.asked().duration().toSeconds() + " s after "
                + report.asked().warmUp().toSeconds() + " s of warm-up; seed "
                + report.asked().seed() + ".</p>\n"
                + "<p class=\"" + (good ? "good" : "bad") + "\">"
                + (good ? "Each host is right in the end." : "Some hosts are wrong in the end.") + "</p>\n"
                + "<pre>" + Html.text(text.toString()) + "</pre>\n"
                + plots(report) + "</body></html>\n";
    }

    private static String plots(LoadReport report) {
        var moments = report.moments();
        var latencies = List.of(
                line("1 to 10 hosts: each host, p50", moments, it -> millis(it.each(), P50)),
                line("1 to 10 hosts: each host, p99", moments, it -> millis(it.each(), P99)),
                line("all hosts: last host, p50", moments, it -> millis(it.last(), P50)),
                line("all hosts: last host, slowest", moments, it -> millis(it.last(), 100)));
        var names =
                report.processes().stream().map(LoadReport.ProcessFigures::name).toList();
        return new Plot("From due to there, of changes that were due in each moment", "ms", true, latencies).svg()
                + new Plot("CPU", "cores", false, lines(names, moments, LoadReport.Used::cores)).svg()
                + new Plot("Memory", "MB", false, lines(names, moments, used -> used.rssBytes() / BYTES_IN_MB)).svg();
    }

    /// Moments of which nothing is known are left out.
    private static Plot.Line line(
            String name, List<LoadReport.Moment> moments, ToDoubleFunction<LoadReport.Moment> value) {
        return new Plot.Line(
                name,
                moments.stream()
                        .filter(moment -> value.applyAsDouble(moment) > 0)
                        .map(moment -> new Plot.Point(moment.second(), value.applyAsDouble(moment)))
                        .toList());
    }

    private static List<Plot.Line> lines(
            List<String> names, List<LoadReport.Moment> moments, ToDoubleFunction<LoadReport.Used> value) {
        var lines = new ArrayList<Plot.Line>();
        IntStream.range(0, names.size())
                .forEach(process -> lines.add(line(
                        names.get(process),
                        moments,
                        moment -> value.applyAsDouble(moment.used().get(process)))));
        return lines;
    }

    private static double millis(Histogram histogram, int percent) {
        return histogram.percentile(percent) / MICROS_IN_MILLI;
    }
}
