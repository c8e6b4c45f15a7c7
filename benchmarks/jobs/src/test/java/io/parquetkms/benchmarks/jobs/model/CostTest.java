package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CostTest {

    private static final Duration TEN_MS = Duration.ofMillis(10);

    /** 1,000 files with nine columns; ten executors of two cores; written and read in 100 s each. */
    private static Cost of(Way way) {
        Job.Application application = new Job.Application(10, 2, Duration.ofSeconds(100), false);
        return new Cost(
                new Job(4, 9, 1_000, application, 1, application, 1, 1),
                way,
                Limits.DEFAULT,
                new Kms(10, List.of(TEN_MS)));
    }

    @Test
    void dollars_threeForAMillion() {
        assertThat(Kms.dollars(1_000_000)).isEqualByComparingTo("3");
        assertThat(of(Way.KEYS).dollars()).isEqualByComparingTo(new BigDecimal("0.000024"));
    }

    @Test
    void single_costsForEachFile() {
        Cost single = of(Way.STOCK_SINGLE);

        assertThat(single.callsToWrite()).isEqualTo(10_000);
        assertThat(single.averageShare()).isBetween(10.0, 10.01);
        assertThat(single.startShare()).isEqualTo(2.0); // 20 tasks, 10 calls each, in ten seconds
        assertThat(single.firstFile(TEN_MS)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void keys_onceForAll() {
        Cost keys = of(Way.KEYS);

        assertThat(keys.startShare()).isEqualTo(0.04);
        assertThat(keys.firstFile(TEN_MS)).isEqualTo(Duration.ofMillis(40));
    }

    /** The driver's request first, then the executor's. */
    @Test
    void wrapped_writersWaitTwice() {
        assertThat(of(Way.WRAPPED).firstFile(TEN_MS)).isEqualTo(Duration.ofMillis(80));
    }

    @Test
    void nothingRead_costsNothingToRead() {
        Job.Application application = new Job.Application(10, 2, Duration.ofSeconds(100), false);
        Job writeOnly = new Job(4, 9, 1_000, application, 5, application, 1, 0);

        for (Way way : Way.values()) {
            Cost cost = new Cost(writeOnly, way, Limits.DEFAULT, Kms.DEFAULT);
            assertThat(cost.callsToRead()).isZero();
            assertThat(cost.callsToWrite()).isPositive();
        }
    }
}
