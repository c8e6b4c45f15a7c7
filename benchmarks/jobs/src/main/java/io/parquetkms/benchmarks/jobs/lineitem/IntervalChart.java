package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.Svg;
import io.parquetkms.benchmarks.jobs.Svg.Anchor;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.util.List;
import java.util.stream.Stream;

/** Ratios with their confidence intervals, below each other and in groups. Those who touch the line at 1 show no difference. */
record IntervalChart(String title, String note, List<Group> groups) {

    record Group(String title, List<Row> rows) {}

    /** @param style one of {@link Svg}'s colours */
    record Row(String label, String style, Estimate ratio) {}

    IntervalChart {
        if (groups.stream()
                .flatMap(group -> group.rows().stream())
                .anyMatch(row -> Double.isNaN(row.ratio().high()))) {
            throw new InvalidArgumentsException("--svg draws intervals, which take two runs or more");
        }
    }

    private static final int WIDTH = 820;
    private static final int LEFT = 190;
    private static final int RIGHT = 640;
    private static final int TOP = 82;
    private static final int ROW = 22;
    private static final int GROUP = 34;
    private static final double TICK = 0.1;

    String svg() {
        int bottom = TOP
                + groups.stream()
                        .mapToInt(group -> GROUP + ROW * group.rows().size())
                        .sum();
        Svg svg = new Svg(title, note, WIDTH, bottom + 44);
        axis(svg, bottom);
        int y = TOP;
        for (Group group : groups) {
            svg.text("title", 24, y + 18, Anchor.START, group.title());
            y += GROUP;
            for (Row row : group.rows()) {
                draw(svg, row, y);
                y += ROW;
            }
        }
        return svg.document();
    }

    private void axis(Svg svg, int bottom) {
        for (double tick = least(); tick < greatest() + TICK / 2; tick += TICK) {
            boolean one = Math.abs(tick - 1) < TICK / 2;
            svg.line(one ? "one" : "grid", horizontal(tick), TOP, horizontal(tick), bottom);
            svg.text(
                    one ? "title" : "",
                    horizontal(tick),
                    bottom + 22,
                    Anchor.MIDDLE,
                    one ? "1" : "%.1f".formatted(tick));
        }
    }

    private void draw(Svg svg, Row row, int y) {
        Estimate ratio = row.ratio();
        svg.text("", LEFT - 12, y + 4.5, Anchor.END, row.label());
        svg.polyline(row.style(), List.of(new double[] {horizontal(ratio.low()), y}, new double[] {
            horizontal(ratio.high()), y
        }));
        svg.dot(row.style(), horizontal(ratio.mean()), y);
        svg.text(row.style(), RIGHT + 20, y + 4.5, Anchor.START, ratio.range());
    }

    private double horizontal(double ratio) {
        return LEFT + (RIGHT - LEFT) * (ratio - least()) / (greatest() - least());
    }

    private double least() {
        double low = ratios().mapToDouble(Estimate::low).reduce(1, Math::min);
        return Math.floor(low / TICK) * TICK;
    }

    private double greatest() {
        double high = ratios().mapToDouble(Estimate::high).reduce(1, Math::max);
        return Math.ceil(high / TICK) * TICK;
    }

    private Stream<Estimate> ratios() {
        return groups.stream().flatMap(group -> group.rows().stream()).map(Row::ratio);
    }
}
