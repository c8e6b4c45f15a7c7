package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 1,000 files with nine columns; ten executors; written and read in 100 s each. */
final class CostTest {

    private static Cost of(Way way, int reads) {
        Job.Application application = new Job.Application(10, Duration.ofSeconds(100), false);
        Job job = new Job(4, 9, 1_000, application, 1, application, 1, reads);
        return new Cost(new Scenario("", job, Limits.DEFAULT), way);
    }

    @Test
    void dollars_threeForAMillion() {
        assertThat(of(Way.KEYS, 1).dollars()).isEqualByComparingTo("0.000024");
    }

    @Test
    void single_costsForEachFile() {
        assertThat(of(Way.STOCK_SINGLE, 1).callsToWrite()).isEqualTo(10_000);
        assertThat(of(Way.STOCK_SINGLE, 1).callsPerSecond()).isBetween(100.0, 100.1);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingRead_costsNothingToRead(Way way) {
        assertThat(of(way, 0).callsToRead()).isZero();
        assertThat(of(way, 0).callsToWrite()).isPositive();
    }
}
