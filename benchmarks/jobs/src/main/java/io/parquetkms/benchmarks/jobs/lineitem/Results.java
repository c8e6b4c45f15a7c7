package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.MarkdownTable;
import io.parquetkms.benchmarks.jobs.measuring.Estimate;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table at the end: each step of each variant, with its ratios to plain and to stock. */
record Results(List<Sample> samples) {

    private static final List<String> HEADER = List.of(
            "",
            "CPU, s",
            "to plain",
            "to stock",
            "wall, s",
            "to plain",
            "to stock",
            "AES, % of Java code",
            "KMS calls of the JVM");

    String markdown() {
        MarkdownTable table = new MarkdownTable(HEADER);
        for (String step : samples.stream().map(Sample::step).distinct().toList()) {
            for (Variant variant :
                    samples.stream().map(Sample::variant).distinct().toList()) {
                table.add(row(step, variant));
            }
        }
        return table.toString();
    }

    private List<String> row(String step, Variant variant) {
        List<String> row = new ArrayList<>(List.of(step + ", " + variant));
        for (ToDoubleFunction<Measurement> seconds :
                List.<ToDoubleFunction<Measurement>>of(Measurement::cpu, Measurement::wall)) {
            row.add(Estimate.of(rounds(step, variant, seconds)).plusMinus(2));
            row.add(ratio(step, variant, Variant.PLAIN, seconds));
            row.add(ratio(step, variant, Variant.STOCK, seconds));
        }
        double[] aes = rounds(step, variant, Measurement::aesPercent);
        row.add(Double.isNaN(aes[0]) ? "" : Estimate.of(aes).plusMinus(1));
        row.add(samples.stream()
                .filter(sample -> sample.step().equals(step) && sample.variant() == variant)
                .map(sample -> String.valueOf(sample.requests()))
                .distinct()
                .collect(Collectors.joining(", ")));
        return row;
    }

    private String ratio(String step, Variant one, Variant other, ToDoubleFunction<Measurement> seconds) {
        double[] those = rounds(step, other, seconds);
        return those.length == 0 || one.compareTo(other) <= 0
                ? ""
                : Estimate.ofRatio(rounds(step, one, seconds), those).range();
    }

    /** The mean of each round's repetitions, since those share a JVM and tell little more than one. */
    private double[] rounds(String step, Variant variant, ToDoubleFunction<Measurement> value) {
        return samples.stream()
                .filter(sample -> sample.step().equals(step) && sample.variant() == variant)
                .collect(Collectors.groupingBy(
                        Sample::round,
                        TreeMap::new,
                        Collectors.averagingDouble(sample -> value.applyAsDouble(sample.measured()))))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
