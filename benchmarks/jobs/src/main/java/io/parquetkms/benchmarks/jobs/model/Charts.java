package io.parquetkms.benchmarks.jobs.model;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The README's plots, by file name. */
final class Charts {

    /** No plugin and broker off are one line: they make the same calls. */
    private static final List<Chart.Line> LINES = List.of(
            new Chart.Line("stock, single wrapping", "a", List.of()),
            new Chart.Line("stock, double wrapping", "b", List.of()),
            new Chart.Line("parquet-kms, no broker", "c", List.of()),
            new Chart.Line("parquet-kms, broker wrapped", "d", List.of()),
            new Chart.Line("parquet-kms, broker keys", "e", List.of()));

    private static final List<Way> WAYS = List.of(Way.STOCK_SINGLE, Way.STOCK_DOUBLE, Way.OFF, Way.WRAPPED, Way.KEYS);

    private static final int POINTS_IN_DECADE = 10;

    private final Limits limits;
    private final Kms kms;

    Charts(Limits limits, Kms kms) {
        this.limits = limits;
        this.kms = kms;
    }

    Map<String, String> svgs() {
        Map<String, String> svgs = new TreeMap<>();
        svgs.put(
                "kms-calls.svg",
                new Chart(
                                "KMS calls to read 1 PB",
                                "8 million files, 100 encrypted columns, 4 keys, 2 hours; written by as many executors",
                                "executors",
                                "",
                                lines(Scenario::petabyte, Cost::callsToRead))
                        .svg());
        svgs.put(
                "kms-cost.svg",
                new Chart(
                                "KMS calls of a year, at list price",
                                "1,000 files appended every hour, the last 30 days read every day; 10 columns, 4 keys",
                                "executors",
                                "$",
                                lines(
                                        executors -> Scenario.hourly(executors, 720, 365),
                                        cost -> cost.dollars().doubleValue()))
                        .svg());
        return svgs;
    }

    private List<Chart.Line> lines(IntFunction<Job> jobs, ToDoubleFunction<Cost> value) {
        return IntStream.range(0, WAYS.size())
                .mapToObj(i ->
                        new Chart.Line(LINES.get(i).label(), LINES.get(i).style(), points(WAYS.get(i), jobs, value)))
                .toList();
    }

    /** From 10 to 10,000 executors. */
    private List<double[]> points(Way way, IntFunction<Job> jobs, ToDoubleFunction<Cost> value) {
        return IntStream.rangeClosed(POINTS_IN_DECADE, 4 * POINTS_IN_DECADE)
                .map(i -> (int) Math.round(Math.pow(10, (double) i / POINTS_IN_DECADE)))
                .mapToObj(executors ->
                        new double[] {executors, value.applyAsDouble(new Cost(jobs.apply(executors), way, limits, kms))
                        })
                .toList();
    }
}
