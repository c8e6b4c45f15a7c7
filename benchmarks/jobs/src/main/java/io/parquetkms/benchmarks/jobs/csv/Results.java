package io.parquetkms.benchmarks.jobs.csv;

import io.parquetkms.benchmarks.jobs.MarkdownTable;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table at the end: each variant of each workload, with its ratios to plain and to stock. */
record Results(List<Sample> samples) {

    private static final List<String> HEADER =
            List.of("", "CPU, s", "to plain", "to stock", "wall, s", "to plain", "to stock", "classes", "KMS calls");

    String markdown() {
        MarkdownTable table = new MarkdownTable(HEADER);
        for (Workload workload :
                samples.stream().map(Sample::workload).distinct().sorted().toList()) {
            for (Variant variant :
                    samples.stream().map(Sample::variant).distinct().sorted().toList()) {
                table.add(row(workload, variant));
            }
        }
        return table.toString();
    }

    private List<String> row(Workload workload, Variant variant) {
        List<String> row = new ArrayList<>(List.of(workload + ", " + variant));
        for (ToDoubleFunction<Sample> seconds : List.<ToDoubleFunction<Sample>>of(Sample::cpu, Sample::wall)) {
            row.add(Estimate.of(rounds(workload, variant, seconds)).plusMinus(2));
            row.add(ratio(workload, variant, Variant.PLAIN, seconds));
            row.add(ratio(workload, variant, Variant.STOCK, seconds));
        }
        row.add(String.format(
                "%.0f", Estimate.of(rounds(workload, variant, Sample::classes)).mean()));
        row.add(samples.stream()
                .filter(sample -> sample.workload() == workload && sample.variant() == variant)
                .map(sample -> String.valueOf(sample.requests()))
                .distinct()
                .collect(Collectors.joining(", ")));
        return row;
    }

    private String ratio(Workload workload, Variant one, Variant other, ToDoubleFunction<Sample> seconds) {
        double[] those = rounds(workload, other, seconds);
        return those.length == 0 || one.compareTo(other) <= 0
                ? ""
                : Estimate.ofRatio(rounds(workload, one, seconds), those).range();
    }

    /** In the order of the rounds. */
    private double[] rounds(Workload workload, Variant variant, ToDoubleFunction<Sample> value) {
        return samples.stream()
                .filter(sample -> sample.workload() == workload && sample.variant() == variant)
                .mapToDouble(value)
                .toArray();
    }
}
