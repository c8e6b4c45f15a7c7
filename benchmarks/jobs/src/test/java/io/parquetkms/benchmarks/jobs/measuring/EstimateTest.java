package io.parquetkms.benchmarks.jobs.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class EstimateTest {

    /** Student's t for four degrees of freedom is 2.776 at 97.5 %; the standard deviation of 1 to 5 is the root of 2.5. */
    @Test
    void of_studentsInterval() {
        Estimate estimate = Estimate.of(5, 3, 1, 2, 4);
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.high() - 3).isCloseTo(2.776 * Math.sqrt(2.5) / Math.sqrt(5), within(0.001));
        assertThat(3 - estimate.low()).isCloseTo(estimate.high() - 3, within(1e-9));
        assertThat(estimate.plusMinus(2)).isEqualTo("3.00 ± 1.96");
    }

    @Test
    void of_oneValue_noInterval() {
        assertThat(Estimate.of(7).plusMinus(2)).isEqualTo("7.00");
        assertThat(Estimate.ofRatio(new double[] {3}, new double[] {2}).range()).isEqualTo("1.50");
    }

    /** Rounds of very different speed, each with the same ratio: nothing is uncertain about it. */
    @Test
    void ofRatio_pairsRounds() {
        Estimate ratio = Estimate.ofRatio(new double[] {11, 22, 110}, new double[] {10, 20, 100});
        assertThat(ratio.range()).isEqualTo("1.10 (1.10–1.10)");
    }

    /** Twice as much and half as much make no difference on the whole. */
    @Test
    void ofRatio_isGeometric() {
        assertThat(Estimate.ofRatio(new double[] {2, 1}, new double[] {1, 2}).mean())
                .isCloseTo(1, within(1e-9));
    }
}
