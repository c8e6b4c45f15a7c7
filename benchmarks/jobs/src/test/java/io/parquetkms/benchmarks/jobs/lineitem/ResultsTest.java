package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ResultsTest {

    private final List<Sample> samples = new ArrayList<>();

    /** A round's repetitions count as one; plain is compared with at every latency, stock at the same one. */
    @Test
    void markdown_rowsAndRatios() {
        add(0, "plain", 0, 2, 1);
        add(0, "plain", 0, 4, 1);
        add(0, "stock", 0, 6, 2);
        add(0, "stock", 20, 12, 4);
        add(0, "ours", 20, 6, 1);
        assertThat(Results.of(samples).markdown().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| | variant | KMS, ms | CPU, s | to plain | to stock | wall, s | to plain | to stock | AES, % of Java code | KMS calls of the JVM |",
                        Results.of(samples).markdown().lines().toList().get(1),
                        "| warm write | plain | | 3.00 | | | 1.00 | | | 1.5 | 4 |",
                        "| warm write | stock | 0 | 6.00 | 2.00 | | 2.00 | 2.00 | | 1.5 | 4 |",
                        "| warm write | stock | 20 | 12.00 | 4.00 | | 4.00 | 4.00 | | 1.5 | 4 |",
                        "| warm write | ours | 20 | 6.00 | 2.00 | 0.50 | 1.00 | 1.00 | 0.25 | 1.5 | 4 |");
    }

    @Test
    void markdown_moreRounds_intervals() {
        for (int round = 0; round < 3; round++) {
            add(round, "plain", 0, 2 << round, 1);
            add(round, "ours", 0, 3 << round, 1);
        }
        assertThat(Results.of(samples).markdown()).contains("| 1.50 (1.50–1.50) |");
    }

    private void add(int round, String variant, int latency, double cpu, double wall) {
        samples.add(new Sample(
                round, Phase.WARM, "write,scan", variant, latency, new Measurement("write", cpu, wall, 0, 200, 3), 4));
    }
}
