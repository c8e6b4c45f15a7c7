package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import org.junit.jupiter.api.Test;

/** The model's limits are the library's. */
final class LimitsTest {

    @Test
    void defaults_areTheLibrarys() {
        assertThat(Limits.DEFAULT.stockLifetime().toSeconds())
                .hasToString(ParquetProperties.CACHE_LIFETIME.defaultValue());
        assertThat(Limits.DEFAULT.maxAge().toHours() + "h").isEqualTo(KmsProperties.KEK_MAX_AGE.defaultValue());
        assertThat(Limits.DEFAULT.maxDeks()).hasToString(KmsProperties.KEK_MAX_DEKS.defaultValue());
        assertThat(Limits.DEFAULT.maxKeks()).hasToString(KmsProperties.CACHE_MAX_KEKS.defaultValue());
    }

    @Test
    void loans_useUpAKek() {
        assertThat(Limits.DEFAULT.loans() * Limits.DEFAULT.deksLent()).isEqualTo(Limits.DEFAULT.maxDeks());
    }
}
