package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.Svg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lines on logarithmic axes, each labelled at its end.
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

    String svg() {
        Svg svg = new Svg(title, note, WIDTH, HEIGHT);
        axes(svg);
        lines.forEach(line -> svg.polyline(
                line.style(),
                line.points().stream()
                        .map(point -> new double[] {horizontal(point[0]), vertical(point[1])})
                        .toList()));
        labels(svg);
        return svg.document();
    }

    private void axes(Svg svg) {
        int everyDecade = decades(y(true)) - decades(y(false)) > 7 ? 2 : 1;
        for (int decade = decades(y(false)); decade <= decades(y(true)); decade++) {
            double at = vertical(Math.pow(10, decade));
            svg.line("grid", LEFT, at, RIGHT, at);
            if ((decades(y(true)) - decade) % everyDecade == 0) {
                svg.text("", LEFT - 8, at + 4.5, Svg.Anchor.END, yUnit + power(decade));
            }
        }
        for (int decade = decades(x(false)); decade <= decades(x(true)); decade++) {
            double at = horizontal(Math.pow(10, decade));
            svg.line("grid", at, TOP, at, BOTTOM);
            svg.text("", at, BOTTOM + 20, Svg.Anchor.MIDDLE, power(decade));
        }
        svg.text("", (LEFT + RIGHT) / 2.0, BOTTOM + 40, Svg.Anchor.MIDDLE, xTitle);
    }

    /** At the ends of their lines, moved apart where they would touch. */
    private void labels(Svg svg) {
        List<Line> fromTop = new ArrayList<>(lines);
        fromTop.sort(Comparator.comparingDouble(Line::last).reversed());
        double below = TOP - LABEL_HEIGHT;
        for (Line line : fromTop) {
            double at = Math.max(vertical(line.last()), below + LABEL_HEIGHT);
            svg.text(line.style(), RIGHT + 10, at + 4.5, Svg.Anchor.START, line.label());
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
