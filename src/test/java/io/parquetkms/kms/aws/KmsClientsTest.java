package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsUnavailableException;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.RecordedRequest;
import io.parquetkms.testkms.TestKms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;

/** How the SDK's clients are set up, as the server sees it. */
final class KmsClientsTest {

    private static AwsOptions options(String... properties) {
        return AwsOptions.read(TestSettings.values(properties));
    }

    private final AwsFixture aws = new AwsFixture();
    private final String key = aws.kms().createKey();

    @AfterEach
    void close() {
        aws.close();
    }

    private void generate(String... properties) {
        try (KmsByName service = aws.open(properties)) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
    }

    @Test
    void in_sameRegion_isTheSameClient() {
        try (KmsClients clients = new KmsClients(aws.options())) {
            assertThat(clients.in("eu-west-1"))
                    .isSameAs(clients.in("eu-west-1"))
                    .isNotSameAs(clients.in("us-east-1"));
        }
    }

    /** Whoever may name Regions may name many. */
    @Test
    void in_manyRegions_keepsFew_andAnEvictedOneServes() {
        try (KmsClients clients = new KmsClients(aws.options())) {
            KmsClient first = clients.in(TestKms.REGION);
            for (int i = 1; i <= 100; i++) {
                clients.in("region-" + i);
            }
            assertThat(clients.size()).isLessThanOrEqualTo(16);
            assertThat(first.describeKey(request -> request.keyId(key))
                            .keyMetadata()
                            .arn())
                    .isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void maxAttempts_failingServer_isAskedSoOften(int attempts) {
        aws.kms().faults().always(Fault.INTERNAL_ERROR);
        assertThat(catchThrowable(() -> generate("parquet.kms.aws.max.attempts", String.valueOf(attempts))))
                .isNotNull();
        assertThat(aws.kms().calls(Operation.GENERATE_DATA_KEY)).isEqualTo(attempts);
    }

    @ParameterizedTest
    @EnumSource(AwsOptions.RetryMode.class)
    void retryMode_each_keepsMaxAttempts(AwsOptions.RetryMode mode) {
        aws.kms().faults().always(Fault.INTERNAL_ERROR);
        assertThat(catchThrowable(
                        () -> generate("parquet.kms.aws.retry.mode", mode.name(), "parquet.kms.aws.max.attempts", "3")))
                .isNotNull();
        assertThat(aws.kms().calls(Operation.GENERATE_DATA_KEY)).isEqualTo(3);
    }

    /** The SDK tells its retry mode in the user agent's metrics: D legacy, E standard, F adaptive. */
    @ParameterizedTest
    @CsvSource({"legacy, D", "standard, E", "adaptive, F"})
    void retryMode_each_isTheSdks(String mode, String metric) {
        generate("parquet.kms.aws.retry.mode", mode);
        assertThat(aws.last().userAgent()).containsPattern(" m/([A-Za-z0-9+-]+,)*" + metric + "(,| |$)");
    }

    @Test
    void retry_denial_isNotRepeated() {
        aws.kms().caller().permissions().allowNothing();
        assertThat(catchThrowable(this::generate)).isNotNull();
        assertThat(aws.kms().calls(Operation.GENERATE_DATA_KEY)).isEqualTo(1);
    }

    @Test
    void userAgent_appId_isCarried() {
        generate();
        assertThat(aws.last().userAgent()).contains("app/parquet-kms");
        generate("parquet.kms.aws.app.id", "nightly-etl");
        assertThat(aws.last().userAgent()).contains("app/nightly-etl");
    }

    @Test
    void endpoint_everyRegion_isTheSame() {
        try (KmsByName service = aws.open()) {
            service.generateDataKey(aws.kms().createKey("ap-south-1"), 128, EncryptionContext.NONE);
            service.generateDataKey(aws.kms().createKey("eu-west-1"), 128, EncryptionContext.NONE);
        }
        assertThat(aws.kms().log()).extracting(RecordedRequest::region).containsExactly("ap-south-1", "eu-west-1");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, kms.us-west-2.amazonaws.com",
        "true, false, kms-fips.us-west-2.amazonaws.com",
        "false, true, kms.us-west-2.api.aws",
        "true, true, kms-fips.us-west-2.api.aws",
    })
    void endpoint_notSet_isTheRegions(String fips, String dualstack, String host) {
        try (TunnelProxy proxy = new TunnelProxy()) {
            aws.properties().set("https.proxyHost", "127.0.0.1").set("https.proxyPort", String.valueOf(proxy.port()));
            AwsOptions options = options(
                    "parquet.kms.aws.fips",
                    fips,
                    "parquet.kms.aws.dualstack",
                    dualstack,
                    "parquet.kms.aws.region",
                    "us-west-2",
                    "parquet.kms.aws.max.attempts",
                    "1");
            try (KmsByName service = new KmsByName(new AwsKms(options))) {
                assertThatExceptionOfType(KmsUnavailableException.class)
                        .isThrownBy(() -> service.describe("alias/pii"))
                        .withMessageContaining("kms:DescribeKey with alias/pii");
            }
            assertThat(proxy.targets()).containsOnly(host + ":443");
        }
    }
}
