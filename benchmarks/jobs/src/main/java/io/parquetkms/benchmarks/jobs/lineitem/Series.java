package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A step of a variant, round by round: the mean of the round's repetitions, since those share a JVM and tell little more than one.
 *
 * @param cpu seconds
 * @param wall seconds
 * @param aesPercent AES's share of the Java code that ran; not numbers where there were no samples
 * @param requests to the KMS, in the last round
 */
record Series(double[] cpu, double[] wall, double[] aesPercent, long requests) {

    static Series of(List<Sample> samples) {
        Collection<List<Sample>> rounds = samples.stream()
                .collect(Collectors.groupingBy(Sample::round, TreeMap::new, Collectors.toList()))
                .values();
        return new Series(
                means(rounds, Measurement::cpu),
                means(rounds, Measurement::wall),
                means(rounds, Measurement::aesPercent),
                samples.get(samples.size() - 1).requests());
    }

    boolean isSampled() {
        return !Double.isNaN(aesPercent[0]);
    }

    private static double[] means(Collection<List<Sample>> rounds, ToDoubleFunction<Measurement> value) {
        return rounds.stream()
                .mapToDouble(round -> round.stream()
                        .map(Sample::measured)
                        .mapToDouble(value)
                        .average()
                        .orElseThrow())
                .toArray();
    }
}
