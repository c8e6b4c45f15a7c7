package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {

    private final List<Sample> samples = new ArrayList<>();

    /** A round's repetitions count as one. */
    @Test
    void markdown_rowsAndRatios() {
        add(0, Variant.PLAIN, 2, 1);
        add(0, Variant.PLAIN, 4, 1);
        add(0, Variant.STOCK, 12, 4);
        add(0, Variant.OURS, 6, 1);
        assertThat(new Results(samples).markdown().lines().skip(2).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| warm write, plain | 3.00 | | | 1.00 | | | 1.5 | 4 |",
                        "| warm write, stock | 12.00 | 4.00 | | 4.00 | 4.00 | | 1.5 | 4 |",
                        "| warm write, ours | 6.00 | 2.00 | 0.50 | 1.00 | 1.00 | 0.25 | 1.5 | 4 |");
    }

    @Test
    void markdown_moreRounds_intervals() {
        for (int round = 0; round < 3; round++) {
            add(round, Variant.PLAIN, 2 << round, 1);
            add(round, Variant.OURS, 3 << round, 1);
        }
        assertThat(new Results(samples).markdown()).contains("| 1.50 (1.50–1.50) |");
    }

    private void add(int round, Variant variant, double cpu, double wall) {
        samples.add(new Sample(round, "warm write", variant, new Measurement("write", cpu, wall, 200, 3), 4));
    }
}
