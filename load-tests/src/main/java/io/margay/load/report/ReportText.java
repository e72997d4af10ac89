package io.margay.load.report;

import java.io.PrintWriter;
import java.util.Locale;

/// A report as a table and some lines.
public final class ReportText {
    private static final double MICROS_IN_MILLI = 1e3;
    private static final double BYTES_IN_MB = 1e6;
    private static final double BYTES_IN_KB = 1e3;
    private static final double MILLIS_IN_SECOND = 1e3;
    private static final int P50 = 50;
    private static final int P90 = 90;
    private static final int P99 = 99;
    private static final int MOST_WRONG = 10;
    private static final String ROW = "%-14s %8s | %9s %9s %9s %9s | %9s %9s %9s%n";

    private ReportText() {}

    /// Prints it.
    public static void print(LoadReport report, PrintWriter out) {
        out.println("ms from when a change was due until each host, and the last one, that it affects had it");
        out.printf(Locale.ROOT, ROW, "affects", "changes", "each: p50", "p90", "p99", "max", "last: p50", "p99", "max");
        report.reaches().forEach((reach, latencies) -> row(reach, latencies, out));
        long unseen =
                report.reaches().values().stream().mapToLong(Latencies::unseen).sum();
        if (unseen > 0) {
            out.println(unseen + " times it was not seen when a host had a change: another came with it");
        }
        out.println();
        hosts(report.hosts(), out);
        report.processes()
                .forEach(used -> line(
                        out,
                        "%s: %.1f CPU s while changes came, %.0f MB (at most %.0f)",
                        used.name(),
                        used.cpu().toMillis() / MILLIS_IN_SECOND,
                        used.rssBytes() / BYTES_IN_MB,
                        used.peakRssBytes() / BYTES_IN_MB));
        verdict(report.verdict(), out);
        out.flush();
    }

    private static void row(Reach reach, Latencies it, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                ROW,
                reach.words(),
                it.changes(),
                millis(it.each(), P50),
                millis(it.each(), P90),
                millis(it.each(), P99),
                millis(it.each(), 100),
                millis(it.last(), P50),
                millis(it.last(), P99),
                millis(it.last(), 100));
    }

    private static void hosts(LoadReport.HostFigures hosts, PrintWriter out) {
        line(
                out,
                "hosts: all had their first update after %.1f s; it has %.0f kB (p50; %.0f at most), all others together"
                        + " %.0f kB (%.0f)",
                hosts.started().toMillis() / MILLIS_IN_SECOND,
                hosts.first().percentile(P50) / BYTES_IN_KB,
                hosts.first().max() / BYTES_IN_KB,
                hosts.later().percentile(P50) / BYTES_IN_KB,
                hosts.later().max() / BYTES_IN_KB);
        line(
                out,
                "hosts: %d updates; %d streams ended without their doing; %.0f kB of this process for each",
                hosts.updates(),
                hosts.losses().count(),
                hosts.heapBytes() / BYTES_IN_KB);
        var gaps = hosts.losses().gaps();
        if (gaps.count() > 0) {
            line(
                    out,
                    "hosts: served again %.1f s after their stream had ended (p50; %.1f at most)",
                    gaps.percentile(P50) / MICROS_IN_MILLI / MILLIS_IN_SECOND,
                    gaps.max() / MICROS_IN_MILLI / MILLIS_IN_SECOND);
        }
    }

    private static void verdict(LoadReport.Verdict verdict, PrintWriter out) {
        verdict.events().forEach(out::println);
        verdict.troubles().forEach(out::println);
        out.println(verdict.changes() + " changes; of " + verdict.silent() + " no host has to hear");
        if (verdict.isGood()) {
            line(
                    out,
                    "each host holds what a fresh engine gives it, %.0f ms after the last change",
                    verdict.converged().toNanos() / MICROS_IN_MILLI / MICROS_IN_MILLI);
            return;
        }
        out.println(verdict.wrong().size() + " hosts do not hold what a fresh engine gives them:");
        verdict.wrong().stream().limit(MOST_WRONG).forEach(wrong -> out.println("  " + wrong));
    }

    private static String millis(Histogram histogram, int percent) {
        return histogram.count() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f", histogram.percentile(percent) / MICROS_IN_MILLI);
    }

    private static void line(PrintWriter out, String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
