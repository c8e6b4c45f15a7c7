package io.parquetkms.benchmarks.jobs.start;

import io.parquetkms.benchmarks.jobs.TextTable;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The table at the end: a row for each step of each work, and of encryption's own how it compares with plain and stock. */
record StartResults(Map<String, List<List<Measurement>>> byWork) {

    private static final List<String> HEADER =
            List.of("", "", "wall, ms", "to plain", "to stock", "CPU, ms", "to plain", "to stock", "classes loaded");
    private static final List<String> COMPARED = List.of(FirstFileJob.WHOLE, FirstFileJob.FIRST, FirstFileJob.SECOND);

    String markdown() {
        TextTable table = new TextTable(2);
        table.add(HEADER);
        byWork.forEach((work, runs) -> {
            for (Measurement step : runs.get(0)) {
                table.add(row(work, step.step()));
            }
        });
        return table.markdown();
    }

    private List<String> row(String work, String step) {
        List<String> row = new ArrayList<>(List.of(work, step));
        for (ToDoubleFunction<Measurement> seconds :
                List.<ToDoubleFunction<Measurement>>of(Measurement::wall, Measurement::cpu)) {
            row.add(Estimate.of(values(work, step, measured -> seconds.applyAsDouble(measured) * 1_000))
                    .plusMinus(0));
            row.add(ratio(work, "plain", step, seconds));
            row.add(ratio(work, work.replace("ours-unwarmed", "ours").replace("ours", "stock"), step, seconds));
        }
        row.add("%.0f"
                .formatted(Estimate.of(values(work, step, Measurement::classes)).mean()));
        return row;
    }

    private String ratio(String work, String other, String step, ToDoubleFunction<Measurement> seconds) {
        if (work.equals(other) || !COMPARED.contains(step) || !byWork.containsKey(other)) {
            return "";
        }
        double[] those = values(other, step, seconds);
        return those.length == 0
                ? ""
                : Estimate.ofRatio(values(work, step, seconds), those).range();
    }

    private double[] values(String work, String step, ToDoubleFunction<Measurement> value) {
        return byWork.get(work).stream()
                .flatMap(List::stream)
                .filter(measured -> measured.step().equals(step))
                .mapToDouble(value)
                .toArray();
    }
}
