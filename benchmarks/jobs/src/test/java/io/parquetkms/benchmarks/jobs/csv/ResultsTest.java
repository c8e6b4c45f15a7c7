package io.parquetkms.benchmarks.jobs.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void markdown_rowsAndRatios() {
        add(0, Variant.PLAIN, 2, 1);
        add(0, Variant.STOCK, 8, 4);
        add(0, Variant.OURS, 4, 1);
        assertThat(new Results(samples).markdown().lines().skip(2).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| file, plain | 2.00 | | | 1.00 | | | 4000 | 3 |",
                        "| file, stock | 8.00 | 4.00 | | 4.00 | 4.00 | | 4000 | 3 |",
                        "| file, ours | 4.00 | 2.00 | 0.50 | 1.00 | 1.00 | 0.25 | 4000 | 3 |");
    }

    /** Each round with its own: machines get faster and slower. */
    @Test
    void markdown_moreRounds_intervals() {
        for (int round = 0; round < 3; round++) {
            add(round, Variant.PLAIN, 2 << round, 1);
            add(round, Variant.OURS, 3 << round, 1);
        }
        assertThat(new Results(samples).markdown()).contains("| 1.50 (1.50–1.50) |");
    }

    private void add(int round, Variant variant, double cpu, double wall) {
        samples.add(new Sample(round, Workload.FILE, variant, cpu, wall, 4_000, 3));
    }
}
