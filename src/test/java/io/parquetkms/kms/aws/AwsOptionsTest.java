package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AwsOptionsTest {

    private static AwsOptions options(String... properties) {
        return AwsOptions.read(TestSettings.values(properties));
    }

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> options(properties))
                .withMessageContainingAll(inMessage);
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @Test
    void nothingSet_hasTheDefaults() {
        AwsOptions options = options();
        assertThat(options.endpoint()).isNull();
        assertThat(options.stsEndpoint()).isNull();
        assertThat(options.insecureHttpAllowed()).isFalse();
        assertThat(options.fips()).isNull();
        assertThat(options.dualstack()).isNull();
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
    void everythingSet_isKept() {
        assertThat(options(
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
                        "parquet.kms.aws.app.id", "etl"))
                .isEqualTo(new AwsOptions(
                        "eu-west-1",
                        URI.create("https://kms.example.com"),
                        false,
                        null,
                        null,
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
    void fipsAndDualstack_areKept() {
        AwsOptions options = options("parquet.kms.aws.fips", "true", "parquet.kms.aws.dualstack", "true");
        assertThat(options.fips()).isTrue();
        assertThat(options.dualstack()).isTrue();
    }

    @Test
    void regionPropertyAndSdkProperty_propertyWins() {
        String before = System.getProperty("aws.region");
        System.setProperty("aws.region", "ap-south-1");
        try {
            assertThat(options().region()).isEqualTo("ap-south-1");
            assertThat(options("parquet.kms.aws.region", "eu-west-1").region()).isEqualTo("eu-west-1");
        } finally {
            if (before == null) {
                System.clearProperty("aws.region");
            } else {
                System.setProperty("aws.region", before);
            }
        }
    }

    @Test
    void attemptLongerThanCall_isRefused() {
        assertRefused(
                properties("parquet.kms.aws.call.timeout", "5s"),
                "parquet.kms.aws.attempt.timeout must not be longer than parquet.kms.aws.call.timeout");
    }

    @ParameterizedTest
    @CsvSource({"parquet.kms.aws.fips", "parquet.kms.aws.dualstack"})
    void endpointAndKindOfEndpoint_isRefused(String kind) {
        assertRefused(properties("parquet.kms.aws.endpoint", "https://kms.example.com", kind, "true"), kind, "unset");
    }

    @ParameterizedTest
    @CsvSource({
        "parquet.kms.aws.endpoint, http://moto:5000",
        "parquet.kms.aws.sts.endpoint, http://moto:5000",
        "parquet.kms.aws.endpoint, http://10.0.0.1",
        "parquet.kms.aws.endpoint, http://127.0.0.1.example.com",
        "parquet.kms.aws.endpoint, http://localhost.example.com",
    })
    void endpointInPlaintext_isRefusedUnlessAllowed(String property, String url) {
        String allowed = "parquet.kms.aws.insecure.http.allowed";
        assertRefused(properties(property, url), property, url, "in plaintext", allowed);
        assertThat(options(property, url, allowed, "true").insecureHttpAllowed())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8080", "http://127.0.0.1:5000", "http://[::1]:5000", "https://kms.example.com"
            })
    void endpointOfThisMachineOrOverTls_isTaken(String url) {
        assertThat(options("parquet.kms.aws.endpoint", url).endpoint()).isEqualTo(URI.create(url));
    }
}
