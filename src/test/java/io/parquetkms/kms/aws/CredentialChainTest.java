package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsByName;
import io.parquetkms.kms.KmsCredentialsException;
import io.parquetkms.testkms.Hold;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What errors say where the sources of {@code default} give nothing. */
final class CredentialChainTest {

    private static final String READER = "arn:aws:iam::111122223333:role/reader";

    @TempDir
    private Path directory;

    private final AwsFixture aws = new AwsFixture();
    private final TestKms kms = aws.kms();
    private final String key = kms.createKey();

    @BeforeEach
    void clearSources() {
        aws.properties()
                .clear("aws.accessKeyId")
                .clear("aws.secretAccessKey")
                .set("aws.disableEc2Metadata", "false")
                .set("aws.ec2MetadataServiceEndpoint", kms.endpoint().toString());
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private ThrowableAssertAlternative<KmsCredentialsException> assertNoCredentials() {
        return assertThatExceptionOfType(KmsCredentialsException.class)
                .isThrownBy(this::generate)
                .withMessageStartingWith("kms:GenerateDataKey with " + key + ": no valid AWS credentials. Check"
                        + " parquet.kms.aws.credentials, and that they have not expired. Tried:\n- system properties");
    }

    private void generate() {
        try (KmsByName service = aws.open()) {
            service.generateDataKey(key, 128, EncryptionContext.NONE);
        }
    }

    @Test
    void nothingSetUp_everySourceIsNamed() {
        aws.properties().set("aws.configFile", "/etc/aws/config").set("aws.sharedCredentialsFile", "/etc/aws/keys");
        assertNoCredentials().withMessageEndingWith("""
                Tried:
                - system properties aws.accessKeyId and aws.secretAccessKey: not set
                - environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: not set
                - web identity, AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN: not set
                - profile 'default' of /etc/aws/config and /etc/aws/keys: no such profile there, or it has no credentials
                - container, AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: not set
                - instance metadata service (EC2): Failed to load credentials from IMDS. \
                SdkClientException: The requested metadata is not found at \
                %s/latest/meta-data/iam/security-credentials/
                docs/aws.md shows how each of them is set up""".formatted(kms.endpoint()));
    }

    /** Two requests of a second each: the token of version 2, and the fallback to version 1. */
    @Test
    @Timeout(300)
    void metadataServiceSilent_askedOnce() throws InterruptedException {
        aws.properties().set("aws.ec2MetadataServiceTimeout", "1");
        try (Hold token = kms.faults(Operation.METADATA_TOKEN).hold();
                Hold credentials = kms.faults(Operation.METADATA_CREDENTIALS).hold()) {
            assertNoCredentials().withMessageContaining("- instance metadata service (EC2): Failed to load");
            token.awaitArrivals(1); // a busy server may see them only after their second
            credentials.awaitArrivals(1);
            assertThat(token.arrivals()).isEqualTo(1);
            assertThat(credentials.arrivals()).isEqualTo(1);
        }
    }

    @Test
    void metadataService_switchedOff_isNotAsked() {
        kms.logins().instance(READER);
        aws.properties().set("aws.disableEc2Metadata", "true");
        assertNoCredentials()
                .withMessageContaining("- instance metadata service (EC2): switched off by AWS_EC2_METADATA_DISABLED");
        assertThat(kms.calls(Operation.METADATA_TOKEN)).isZero();
    }

    @Test
    void keyWithoutSecret_isSaid_andNothingElseAsked() {
        kms.logins().instance(READER);
        aws.properties().set("aws.accessKeyId", "AKIAHALF");
        assertNoCredentials().withMessageContaining("AWS_SECRET_ACCESS_KEY").withMessageNotContaining("container");
        assertThat(kms.calls(Operation.METADATA_TOKEN)).isZero();
    }

    @Test
    void profileWithoutCredentials_isPassedOver() throws IOException {
        kms.logins().instance(READER);
        config("[default]\nregion = us-east-1\n");
        generate();
        assertThat(kms.caller(String.valueOf(aws.last().accessKeyId())).arn()).contains("assumed-role/reader/i-");
    }

    @Test
    void credentialProcessFails_saysItsError_andNothingElseIsAsked() throws IOException {
        kms.logins().instance(READER);
        config("[default]\ncredential_process = echo vault is sealed >&2; exit 7\n");
        assertNoCredentials().withMessageContainingAll("- profile 'default' of ", "(7)", "vault is sealed");
        assertThat(kms.calls(Operation.METADATA_TOKEN)).isZero();
    }

    @Test
    void containerRefuses_saysWhy_andTheNodeIsNotAsked() throws IOException {
        kms.logins().instance(READER);
        Path token = Files.writeString(directory.resolve("token"), "another pod's");
        aws.properties()
                .set("aws.containerCredentialsFullUri", kms.endpoint() + "/v1/credentials")
                .set("aws.containerAuthorizationTokenFile", token.toString());
        assertNoCredentials()
                .withMessageContainingAll("- container, AWS_CONTAINER_CREDENTIALS_FULL_URI", "Unknown container")
                .withMessageNotContaining("another pod's");
        assertThat(kms.calls(Operation.METADATA_TOKEN)).isZero();
    }

    @Test
    void credentialsThatAppearLater_areFound() throws IOException {
        try (KmsByName service = aws.open()) {
            assertThatExceptionOfType(KmsCredentialsException.class)
                    .isThrownBy(() -> service.generateDataKey(key, 128, EncryptionContext.NONE));
            kms.logins().instance(READER);
            assertThat(service.generateDataKey(key, 128, EncryptionContext.NONE)
                            .wrapped()
                            .keyId())
                    .isEqualTo(key);
        }
    }

    private void config(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("config"), text);
        aws.properties().set("aws.configFile", file.toString());
    }
}
