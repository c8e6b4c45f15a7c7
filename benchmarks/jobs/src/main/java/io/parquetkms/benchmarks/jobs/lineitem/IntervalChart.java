package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.Svg;
import io.parquetkms.benchmarks.jobs.Svg.Anchor;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Estimates with their confidence intervals, below each other and in groups. */
record IntervalChart(String title, String note, Axis axis, List<Group> groups) {

    /** What the numbers are. Each axis has its origin on it, drawn darker. */
    enum Axis {
        /** Who touches the line at 1 shows no difference. */
        RATIO(1, 0.1, 1),
        PERCENT(0, 5, 0);

        private final double origin;
        private final double tick;
        private final int decimals;

        Axis(double origin, double tick, int decimals) {
            this.origin = origin;
            this.tick = tick;
            this.decimals = decimals;
        }

        private boolean isOrigin(double value) {
            return Math.abs(value - origin) < tick / 2;
        }

        private String label(double value) {
            return isOrigin(value) ? format(origin, 0) : format(value, decimals);
        }

        private static String format(double value, int decimals) {
            return String.format(Locale.ROOT, "%." + decimals + "f", value);
        }

        private String text(Estimate estimate) {
            return this == RATIO ? estimate.range() : estimate.plusMinus(1) + " %";
        }
    }

    record Group(String title, List<Row> rows) {}

    /** @param style one of {@link Svg}'s colours */
    record Row(String label, String style, Estimate estimate) {}

    IntervalChart {
        if (groups.stream()
                .flatMap(group -> group.rows().stream())
                .anyMatch(row -> Double.isNaN(row.estimate().high()))) {
            throw new InvalidArgumentsException("--svg draws intervals, which take two runs or more");
        }
    }

    private static final int WIDTH = 820;
    private static final int LEFT = 220;
    private static final int RIGHT = 640;
    private static final int TOP = 82;
    private static final int ROW = 22;
    private static final int GROUP = 34;

    String svg() {
        int height = groups.stream()
                .mapToInt(group -> GROUP + ROW * group.rows().size())
                .sum();
        Svg svg = new Svg(title, note, WIDTH, TOP + height + 44);
        int y = TOP;
        for (Group group : groups) {
            svg.text("title", 24, y + 18, Anchor.START, group.title());
            y += GROUP;
            int bottom = y + ROW * group.rows().size();
            for (double tick : ticks()) {
                svg.line(
                        axis.isOrigin(tick) ? "one" : "grid",
                        horizontal(tick),
                        y - ROW / 2.0,
                        horizontal(tick),
                        bottom - ROW / 2.0);
            }
            for (Row row : group.rows()) {
                draw(svg, row, y);
                y += ROW;
            }
        }
        for (double tick : ticks()) {
            svg.text(axis.isOrigin(tick) ? "title" : "", horizontal(tick), y + 22, Anchor.MIDDLE, axis.label(tick));
        }
        return svg.document();
    }

    private double[] ticks() {
        return DoubleStream.iterate(least(), tick -> tick < greatest() + axis.tick / 2, tick -> tick + axis.tick)
                .toArray();
    }

    private void draw(Svg svg, Row row, int y) {
        Estimate estimate = row.estimate();
        svg.text("", LEFT - 12, y + 4.5, Anchor.END, row.label());
        svg.polyline(row.style(), List.of(new double[] {horizontal(estimate.low()), y}, new double[] {
            horizontal(estimate.high()), y
        }));
        svg.dot(row.style(), horizontal(estimate.mean()), y);
        svg.text(row.style(), RIGHT + 20, y + 4.5, Anchor.START, axis.text(estimate));
    }

    private double horizontal(double value) {
        return LEFT + (RIGHT - LEFT) * (value - least()) / (greatest() - least());
    }

    private double least() {
        double low = estimates().mapToDouble(Estimate::low).reduce(axis.origin, Math::min);
        return Math.floor(low / axis.tick) * axis.tick;
    }

    private double greatest() {
        double high = estimates().mapToDouble(Estimate::high).reduce(axis.origin, Math::max);
        return Math.ceil(high / axis.tick) * axis.tick;
    }

    private Stream<Estimate> estimates() {
        return groups.stream().flatMap(group -> group.rows().stream()).map(Row::estimate);
    }
}
