package io.parquetkms.benchmarks.jobs.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Lines on logarithmic axes, as SVG, each labelled at its end. It brings its own background, and both change with the reader's
 * light or dark mode.
 *
 * @param note below the title: what the numbers are of
 * @param yUnit before each number of the y axis: {@code $}, or nothing
 */
record Chart(String title, String note, String xTitle, String yUnit, List<Line> lines) {

    /**
     * @param style one of the colours: {@code a} to {@code e}
     * @param points x and y, by x; all positive
     */
    record Line(String label, String style, List<double[]> points) {

        private double last() {
            return points.get(points.size() - 1)[1];
        }
    }

    private static final int WIDTH = 820;
    private static final int HEIGHT = 440;
    private static final int LEFT = 64;
    private static final int RIGHT = 600;
    private static final int TOP = 76;
    private static final int BOTTOM = 388;
    private static final double LABEL_HEIGHT = 17;

    private static final String STYLE = """
            <style>
              svg { font: 13px -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
              .card { fill: #ffffff; stroke: #d1d9e0; } .grid { stroke: #e3e8ed; }
              text { fill: #59636e; } .title { fill: #1f2328; font-size: 16px; font-weight: 600; }
              polyline { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
              polyline.a { stroke: #cf222e; } text.a { fill: #cf222e; }
              polyline.b { stroke: #bc4c00; } text.b { fill: #bc4c00; }
              polyline.c { stroke: #8250df; } text.c { fill: #8250df; }
              polyline.d { stroke: #0969da; } text.d { fill: #0969da; }
              polyline.e { stroke: #1a7f37; } text.e { fill: #1a7f37; font-weight: 600; }
              @media (prefers-color-scheme: dark) {
                .card { fill: #0d1117; stroke: #3d444d; } .grid { stroke: #262c36; }
                text { fill: #9198a1; } .title { fill: #f0f6fc; }
                polyline.a { stroke: #ff7b72; } text.a { fill: #ff7b72; }
                polyline.b { stroke: #f0883e; } text.b { fill: #f0883e; }
                polyline.c { stroke: #bc8cff; } text.c { fill: #bc8cff; }
                polyline.d { stroke: #58a6ff; } text.d { fill: #58a6ff; }
                polyline.e { stroke: #3fb950; } text.e { fill: #3fb950; }
              }
            </style>
            """;

    String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" role=\"img\">\n"
                        .formatted(WIDTH, HEIGHT));
        svg.append("<title>").append(title).append("</title>\n").append(STYLE);
        svg.append("<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
                .formatted(WIDTH - 1, HEIGHT - 1));
        text(svg, "title", 24, 34, "start", title);
        text(svg, "", 24, 55, "start", note);
        axes(svg);
        lines.forEach(line -> polyline(svg, line));
        labels(svg);
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg) {
        int everyDecade = decades(y(true)) - decades(y(false)) > 7 ? 2 : 1;
        for (int decade = decades(y(false)); decade <= decades(y(true)); decade++) {
            double at = vertical(Math.pow(10, decade));
            grid(svg, LEFT, at, RIGHT, at);
            if ((decades(y(true)) - decade) % everyDecade == 0) {
                text(svg, "", LEFT - 8, at + 4.5, "end", yUnit + power(decade));
            }
        }
        for (int decade = decades(x(false)); decade <= decades(x(true)); decade++) {
            double at = horizontal(Math.pow(10, decade));
            grid(svg, at, TOP, at, BOTTOM);
            text(svg, "", at, BOTTOM + 20, "middle", power(decade));
        }
        text(svg, "", (LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", xTitle);
    }

    private static void grid(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, String style, double x, double y, String anchor, String content) {
        svg.append(String.format(
                Locale.ROOT,
                "<text%s x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style.isEmpty() ? "" : " class=\"" + style + "\"",
                x,
                y,
                anchor,
                content));
    }

    private void polyline(StringBuilder svg, Line line) {
        List<String> points = line.points().stream()
                .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", horizontal(point[0]), vertical(point[1])))
                .toList();
        svg.append("<polyline class=\"%s\" points=\"%s\"/>\n".formatted(line.style(), String.join(" ", points)));
    }

    /** At the ends of their lines, moved apart where they would touch. */
    private void labels(StringBuilder svg) {
        List<Line> fromTop = new ArrayList<>(lines);
        fromTop.sort(Comparator.comparingDouble(Line::last).reversed());
        double below = TOP - LABEL_HEIGHT;
        for (Line line : fromTop) {
            double at = Math.max(vertical(line.last()), below + LABEL_HEIGHT);
            text(svg, line.style(), RIGHT + 10, at + 4.5, "start", line.label());
            below = at;
        }
    }

    private double horizontal(double x) {
        return LEFT + (RIGHT - LEFT) * part(x, x(false), x(true));
    }

    private double vertical(double y) {
        return BOTTOM - (BOTTOM - TOP) * part(y, y(false), y(true));
    }

    private static double part(double value, double least, double greatest) {
        return (Math.log10(value) - decades(least)) / (decades(greatest) - decades(least));
    }

    private double x(boolean greatest) {
        return bound(0, greatest);
    }

    private double y(boolean greatest) {
        return bound(1, greatest);
    }

    /** A power of ten that no point is beyond. */
    private double bound(int coordinate, boolean greatest) {
        double[] logs = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(point -> Math.log10(point[coordinate]))
                .sorted()
                .toArray();
        return Math.pow(10, greatest ? Math.ceil(logs[logs.length - 1]) : Math.floor(logs[0]));
    }

    private static int decades(double power) {
        return (int) Math.round(Math.log10(power));
    }

    private static String power(int decade) {
        return switch (decade) {
            case -2 -> "0.01";
            case -1 -> "0.1";
            case 0, 1, 2 -> String.valueOf((int) Math.pow(10, decade));
            case 3, 4, 5 -> (int) Math.pow(10, decade - 3) + "k";
            case 6, 7, 8 -> (int) Math.pow(10, decade - 6) + "M";
            case 9, 10, 11 -> (int) Math.pow(10, decade - 9) + "bn";
            default -> "1e" + decade;
        };
    }
}
