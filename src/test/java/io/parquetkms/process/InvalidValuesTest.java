package io.parquetkms.process;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InvalidValuesTest {

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> TestAccess.of(properties))
                .withMessageContainingAll(inMessage);
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @ParameterizedTest
    @CsvSource({
        "parquet.kms.aws.endpoint, kms.example.com",
        "parquet.kms.aws.sts.endpoint, sts",
        "parquet.kms.aws.fips, yes",
        "parquet.kms.aws.dualstack, 1",
        "parquet.kms.aws.call.timeout, 60",
        "parquet.kms.aws.attempt.timeout, 0s",
        "parquet.kms.aws.connect.timeout, soon",
        "parquet.kms.aws.retry.mode, never",
        "parquet.kms.aws.max.attempts, 0",
        "parquet.kms.aws.max.attempts, 101",
        "parquet.kms.kek.max.age, 24",
        "parquet.kms.kek.max.age, 999ms",
        "parquet.kms.kek.grace, -1s",
        "parquet.kms.kek.max.deks, 0",
        "parquet.kms.kek.max.deks, 4294967297",
        "parquet.kms.cache.max.keks, 0",
        "parquet.kms.cache.max.keks, 10000001",
        "parquet.kms.denied.ttl, 30",
        "parquet.kms.provider, gcp",
    })
    void access_valueThatIsNone_isRefusedNamingIt(String property, String value) {
        assertRefused(properties(property, value), property, "'" + value + "'", "must be ");
    }
}
