package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KeyringOptionsTest {

    @Test
    void nothingSet_hasTheDefaults() {
        assertThat(TestSettings.of().keyring())
                .isEqualTo(new KeyringOptions(
                        Duration.ofHours(24), Duration.ofHours(1), 16_777_216, 50_000, Duration.ofSeconds(30)));
    }

    @Test
    void everythingSet_isKept() {
        assertThat(TestSettings.of(
                                "parquet.kms.kek.max.age", "1s",
                                "parquet.kms.kek.grace", "0s",
                                "parquet.kms.kek.max.deks", "4294967296",
                                "parquet.kms.cache.max.keks", "1",
                                "parquet.kms.denied.ttl", "0s")
                        .keyring())
                .isEqualTo(new KeyringOptions(
                        Duration.ofSeconds(1), Duration.ZERO, KeyringOptions.NIST_MAX_DEKS, 1, Duration.ZERO));
    }
}
