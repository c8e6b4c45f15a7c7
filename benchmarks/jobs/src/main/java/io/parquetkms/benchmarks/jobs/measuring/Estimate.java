package io.parquetkms.benchmarks.jobs.measuring;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * A mean and where the true one is with 95 % confidence, by Student's t distribution; not a number where there is one value only.
 */
public record Estimate(double mean, double low, double high) {

    public static Estimate of(double... values) {
        DescriptiveStatistics statistics = new DescriptiveStatistics(values);
        double mean = statistics.getMean();
        double half = Double.NaN;
        if (values.length > 1) {
            double t = new TDistribution(values.length - 1).inverseCumulativeProbability(0.975);
            half = t * statistics.getStandardDeviation() / Math.sqrt(values.length);
        }
        return new Estimate(mean, mean - half, mean + half);
    }

    /**
     * How many times as much these are as those, round by round, which takes out what slows both: the geometric mean of the
     * rounds' ratios.
     */
    public static Estimate ofRatio(double[] these, double[] those) {
        double[] logarithms = new double[these.length];
        Arrays.setAll(logarithms, round -> Math.log(these[round] / those[round]));
        Estimate estimate = of(logarithms);
        return new Estimate(Math.exp(estimate.mean()), Math.exp(estimate.low()), Math.exp(estimate.high()));
    }

    /** {@code 12.34 ± 0.56}. */
    public String plusMinus(int decimals) {
        String half = Double.isNaN(high) ? "" : " ± " + format(high - mean, decimals);
        return format(mean, decimals) + half;
    }

    /** {@code 1.23 (1.10–1.36)}. */
    public String range() {
        return format(mean, 2) + (Double.isNaN(high) ? "" : " (" + format(low, 2) + "–" + format(high, 2) + ")");
    }

    private static String format(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
