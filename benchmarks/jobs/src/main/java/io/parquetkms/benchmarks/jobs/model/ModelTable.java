package io.parquetkms.benchmarks.jobs.model;

import io.parquetkms.benchmarks.jobs.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What jobs cost, as text. */
final class ModelTable {

    private static final List<Way> IN_README = List.of(Way.STOCK_SINGLE, Way.STOCK_DOUBLE, Way.WRAPPED, Way.KEYS);

    private final List<Scenario> scenarios;
    private final Kms kms;

    ModelTable(List<Scenario> scenarios, Kms kms) {
        this.scenarios = scenarios;
        this.kms = kms;
    }

    /** For a terminal: each job, each way. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : scenarios) {
            text.append(scenario.name())
                    .append('\n')
                    .append(describe(scenario.job()))
                    .append('\n');
            TextTable table = new TextTable(1);
            header().forEach(table::add);
            for (Way way : Way.values()) {
                table.add(row(cost(scenario, way)));
            }
            text.append(table.text()).append('\n');
        }
        return text.toString();
    }

    private static String describe(Job job) {
        return "%s of %,d files by %s; %s of the files of %s by %s; %d encrypted columns, %d keys"
                .formatted(
                        times(job.appends(), "append"),
                        job.files(),
                        describe(job.writing()),
                        times(job.reads(), "read"),
                        times(job.span(), "append"),
                        describe(job.reading()),
                        job.columns(),
                        job.keys());
    }

    private static String times(long number, String what) {
        return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
    }

    private static String describe(Job.Application application) {
        return "%,d executors in %s".formatted(application.executors(), Quantities.duration(application.time()));
    }

    private List<List<String>> header() {
        List<String> first = new ArrayList<>(List.of("", "calls", "calls", "list", "share of quota", ""));
        List<String> second = new ArrayList<>(List.of("", "to write", "to read", "price", "at start", "average"));
        for (String wait : List.of("first file", "task slot")) {
            for (Duration latency : kms.latencies()) {
                first.add(wait);
                second.add("at " + Quantities.duration(latency));
            }
        }
        first.add("throttled");
        second.add("start");
        return List.of(first, second);
    }

    private List<String> row(Cost cost) {
        Stream<String> costs = Stream.of(
                cost.way().title(),
                Quantities.count(cost.callsToWrite()),
                Quantities.count(cost.callsToRead()),
                Quantities.dollars(cost.dollars()),
                Quantities.percent(cost.startShare()),
                Quantities.percent(cost.averageShare()));
        Stream<String> waits = Stream.concat(
                        kms.latencies().stream().map(cost::firstFile),
                        kms.latencies().stream().map(cost::slot))
                .map(Quantities::duration);
        String throttled = cost.throttled().isZero() ? "-" : Quantities.duration(cost.throttled());
        return Stream.of(costs, waits, Stream.of(throttled))
                .flatMap(cells -> cells)
                .toList();
    }

    /** For the README: all calls, and dollars. */
    String markdown() {
        TextTable table = new TextTable(1);
        table.add(
                Stream.concat(Stream.of(""), IN_README.stream().map(Way::title)).toList());
        for (Scenario scenario : scenarios) {
            Stream<String> costs = IN_README.stream()
                    .map(way -> cost(scenario, way))
                    .map(cost -> Quantities.rough(cost.callsToWrite() + cost.callsToRead())
                            + ", "
                            + Quantities.rough(cost.dollars()));
            table.add(Stream.concat(Stream.of(scenario.name()), costs).toList());
        }
        return table.markdown();
    }

    /** For other programs: one line for each job and way, times in seconds. */
    String csv() {
        StringBuilder text = new StringBuilder("job,writers,readers,cores,columns,keys,files,appends,span,reads,way,"
                + "calls_to_write,calls_to_read,dollars,quota_share_start,quota_share_average");
        kms.latencies()
                .forEach(latency ->
                        text.append(",first_file_at_%1$dms,task_slot_at_%1$dms".formatted(latency.toMillis())));
        text.append(",throttled\n");
        for (Scenario scenario : scenarios) {
            for (Way way : Way.values()) {
                text.append(csv(scenario, cost(scenario, way))).append('\n');
            }
        }
        return text.toString();
    }

    private String csv(Scenario scenario, Cost cost) {
        Job job = scenario.job();
        List<Object> cells = new ArrayList<>(List.of(
                '"' + scenario.name() + '"',
                job.writing().executors(),
                job.reading().executors(),
                job.reading().cores(),
                job.columns(),
                job.keys(),
                job.files(),
                job.appends(),
                job.span(),
                job.reads(),
                cost.way().option(),
                cost.callsToWrite(),
                cost.callsToRead(),
                cost.dollars().toPlainString(),
                cost.startShare(),
                cost.averageShare()));
        for (Duration latency : kms.latencies()) {
            cells.add(cost.firstFile(latency).toMillis() / 1e3);
            cells.add(cost.slot(latency).toMillis() / 1e3);
        }
        cells.add(cost.throttled().toMillis() / 1e3);
        return String.join(",", cells.stream().map(Object::toString).toList());
    }

    private Cost cost(Scenario scenario, Way way) {
        return new Cost(scenario.job(), way, scenario.limits(), kms);
    }
}
