package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.kms.aws.AwsOptions;
import io.parquetkms.kms.keystore.KeystoreOptions;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link AwsOptions}, {@link KeystoreOptions} and {@link KeyringOptions}, as read from properties. */
final class ProviderOptionsTest {

    private static final String STORE = "jceks://file/keys.jceks";

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> TestSettings.of(properties))
                .withMessageContainingAll(inMessage);
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @Test
    void aws_nothingSet_hasTheDefaults() {
        AwsOptions options = TestSettings.aws();
        assertThat(options.endpoint()).isNull();
        assertThat(options.stsEndpoint()).isNull();
        assertThat(options.fips()).isFalse();
        assertThat(options.dualstack()).isFalse();
        assertThat(options.credentials()).isEqualTo("default");
        assertThat(options.roleSessionName()).isEqualTo("parquet-kms");
        assertThat(options.roleExternalId()).isNull();
        assertThat(options.callTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.retryMode()).isEqualTo(AwsOptions.RetryMode.STANDARD);
        assertThat(options.maxAttempts()).isEqualTo(6);
        assertThat(options.appId()).isEqualTo("parquet-kms");
    }

    @Test
    void aws_everythingSet_isKept() {
        assertThat(TestSettings.of(
                                "parquet.kms.provider", "AWS",
                                "parquet.kms.aws.region", "eu-west-1",
                                "parquet.kms.aws.endpoint", "https://kms.example.com",
                                "parquet.kms.aws.credentials", "profile:etl",
                                "parquet.kms.aws.assumed.role.session.name", "job-7",
                                "parquet.kms.aws.assumed.role.external.id", "ext",
                                "parquet.kms.aws.sts.endpoint", "https://sts.example.com",
                                "parquet.kms.aws.call.timeout", "20s",
                                "parquet.kms.aws.attempt.timeout", "5s",
                                "parquet.kms.aws.connect.timeout", "500ms",
                                "parquet.kms.aws.retry.mode", "adaptive",
                                "parquet.kms.aws.max.attempts", "3",
                                "parquet.kms.aws.app.id", "etl")
                        .provider())
                .isEqualTo(new AwsOptions(
                        "eu-west-1",
                        URI.create("https://kms.example.com"),
                        false,
                        false,
                        "profile:etl",
                        "job-7",
                        "ext",
                        URI.create("https://sts.example.com"),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(5),
                        Duration.ofMillis(500),
                        AwsOptions.RetryMode.ADAPTIVE,
                        3,
                        "etl"));
    }

    @Test
    void aws_fipsAndDualstack_areKept() {
        AwsOptions options = TestSettings.aws("parquet.kms.aws.fips", "true", "parquet.kms.aws.dualstack", "true");
        assertThat(options.fips()).isTrue();
        assertThat(options.dualstack()).isTrue();
    }

    @Test
    void aws_regionPropertyAndSdkProperty_propertyWins() {
        String before = System.getProperty("aws.region");
        System.setProperty("aws.region", "ap-south-1");
        try {
            // settings are remembered: each look-up needs properties that no other test has
            assertThat(TestSettings.aws("parquet.kms.aws.app.id", "region-1").region())
                    .isEqualTo("ap-south-1");
            assertThat(TestSettings.aws("parquet.kms.aws.app.id", "region-2", "parquet.kms.aws.region", "eu-west-1")
                            .region())
                    .isEqualTo("eu-west-1");
        } finally {
            if (before == null) {
                System.clearProperty("aws.region");
            } else {
                System.setProperty("aws.region", before);
            }
        }
    }

    @Test
    void aws_attemptLongerThanCall_isRefused() {
        assertRefused(
                properties("parquet.kms.aws.call.timeout", "5s"),
                "parquet.kms.aws.attempt.timeout must not be longer than parquet.kms.aws.call.timeout");
    }

    @ParameterizedTest
    @CsvSource({"parquet.kms.aws.fips", "parquet.kms.aws.dualstack"})
    void aws_endpointAndKindOfEndpoint_isRefused(String kind) {
        assertRefused(properties("parquet.kms.aws.endpoint", "https://kms.example.com", kind, "true"), kind, "unset");
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
    void provider_valueThatIsNone_isRefusedNamingIt(String property, String value) {
        assertRefused(properties(property, value), property, "'" + value + "'", "must be ");
    }

    @Test
    void keystore_pathAndPasswordFile_areKept() {
        assertThat(TestSettings.of("parquet.kms.provider", "keystore", "hadoop.security.key.provider.path", STORE)
                        .provider())
                .isEqualTo(new KeystoreOptions(STORE, null));
        assertThat(TestSettings.of(
                                "parquet.kms.provider",
                                "Keystore",
                                "hadoop.security.key.provider.path",
                                STORE,
                                "hadoop.security.keystore.java-keystore-provider.password-file",
                                "pw")
                        .provider())
                .isEqualTo(new KeystoreOptions(STORE, "pw"));
    }

    @Test
    void keystore_noPath_isRefusedSayingHowToMakeOne() {
        assertRefused(
                properties("parquet.kms.provider", "keystore"),
                "parquet.kms.provider=keystore needs hadoop.security.key.provider.path",
                "hadoop key create");
    }

    @Test
    void keyring_nothingSet_hasTheDefaults() {
        assertThat(TestSettings.of().keyring())
                .isEqualTo(new KeyringOptions(
                        Duration.ofHours(24), Duration.ofHours(1), 16_777_216, 50_000, Duration.ofSeconds(30)));
    }

    @Test
    void keyring_everythingSet_isKept() {
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
