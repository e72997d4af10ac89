package io.margay.load.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Lines over time, as SVG.
///
/// @param unit of the values
/// @param isLog whether each step upwards is ten times as much
record Plot(String title, String unit, boolean isLog, List<Line> lines) {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 260;
    private static final int LEFT = 70;
    private static final int BOTTOM = 30;
    private static final int TOP = 30;
    private static final int STEPS = 4;
    private static final double LEAST_OF_LOG = 0.1;
    private static final List<String> COLOURS =
            List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df", "#bf3989");

    /// One of them.
    record Line(String name, List<Point> points) {
        Line {
            points = List.copyOf(points);
        }
    }

    /// @param x seconds
    record Point(double x, double y) {}

    Plot {
        lines = List.copyOf(lines);
    }

    /// The element.
    String svg() {
        var svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT, "<figure><figcaption>%s (%s)</figcaption>", Html.text(title), Html.text(unit)));
        svg.append(String.format(Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" role=\"img\">", WIDTH, HEIGHT));
        grid(svg);
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), COLOURS.get(i % COLOURS.size()), svg);
        }
        svg.append("</svg><p>");
        for (int i = 0; i < lines.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<span style=\"color:%s\">&#9632; %s</span> ",
                    COLOURS.get(i % COLOURS.size()),
                    Html.text(lines.get(i).name())));
        }
        return svg.append("</p></figure>\n").toString();
    }

    private void grid(StringBuilder svg) {
        for (int i = 0; i <= STEPS; i++) {
            double share = (double) i / STEPS;
            double y = HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
                    LEFT,
                    WIDTH,
                    y,
                    y));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%.1f\" class=\"y\">%s</text>",
                    LEFT - 6,
                    y + 4,
                    number(valueAt(share))));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" class=\"x\">%s s</text>",
                    LEFT + share * (WIDTH - LEFT - 20),
                    HEIGHT - 8,
                    number(share * lastX())));
        }
    }

    private void line(Line line, String colour, StringBuilder svg) {
        var points = line.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x()), y(point.y())))
                .collect(Collectors.joining(" "));
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points,
                colour));
    }

    private double x(double value) {
        return LEFT + value / lastX() * (WIDTH - LEFT - 20);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - shareOf(value) * (HEIGHT - BOTTOM - TOP);
    }

    private double shareOf(double value) {
        return isLog
                ? Math.log(Math.max(value, LEAST_OF_LOG) / LEAST_OF_LOG) / Math.log(highest() / LEAST_OF_LOG)
                : value / highest();
    }

    private double valueAt(double share) {
        return isLog ? LEAST_OF_LOG * Math.pow(highest() / LEAST_OF_LOG, share) : share * highest();
    }

    private double highest() {
        double most = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(1);
        return isLog ? Math.pow(10, Math.ceil(Math.log10(Math.max(1, most)))) : Math.max(most * 1.05, 1e-9);
    }

    private double lastX() {
        return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Point::x).max().stream()
                .map(it -> Math.max(it, 1))
                .findFirst()
                .orElse(1);
    }

    private static String number(double value) {
        return value >= 10 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.2g", value);
    }
}
