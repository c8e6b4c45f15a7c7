package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.benchmarks.jobs.measuring.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table at the end: a row for each step of each work, with its ratio to plain where plain has that step, too. */
record StartResults(Map<String, List<List<Measurement>>> byWork) {

    private static final List<String> HEADER =
            List.of("", "", "wall, ms", "to plain", "CPU, ms", "to plain", "classes loaded");
    private static final String PLAIN = "plain";

    @Override
    public String toString() {
        TextTable table = new TextTable(HEADER);
        byWork.forEach((work, runs) -> {
            for (Measurement step : runs.get(0)) {
                table.add(row(work, step.step()));
            }
        });
        return table.toString();
    }

    private List<String> row(String work, String step) {
        List<String> row = new ArrayList<>(List.of(work, step));
        for (ToDoubleFunction<Measurement> seconds :
                List.<ToDoubleFunction<Measurement>>of(Measurement::wall, Measurement::cpu)) {
            row.add(Estimate.of(values(work, step, value -> seconds.applyAsDouble(value) * 1_000))
                    .plusMinus());
            double[] plain = values(PLAIN, step, seconds);
            row.add(
                    work.equals(PLAIN) || plain.length == 0
                            ? ""
                            : Estimate.ofRatio(values(work, step, seconds), plain)
                                    .range());
        }
        row.add("%.0f"
                .formatted(Estimate.of(values(work, step, Measurement::classes)).mean()));
        return row;
    }

    private double[] values(String work, String step, ToDoubleFunction<Measurement> value) {
        return byWork.get(work).stream()
                .flatMap(List::stream)
                .filter(measured -> measured.step().equals(step))
                .mapToDouble(value)
                .toArray();
    }
}
