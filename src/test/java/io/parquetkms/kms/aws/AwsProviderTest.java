package io.parquetkms.kms.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.kms.KmsOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about keys of AWS; whom it trusts is in {@code KmsKeysTest}. */
final class AwsProviderTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final SystemProperties surroundings =
            new SystemProperties().clear("aws.region").set("aws.disableEc2Metadata", "true");
    private final AwsProvider provider =
            new AwsProvider(AwsOptions.read(TestSettings.values("parquet.kms.aws.region", "eu-west-1")));

    @AfterEach
    void close() {
        surroundings.close();
    }

    @Test
    void grant_key_isAStatementForThatKey() {
        assertThat(provider.grant(KmsOperation.DECRYPT, ARN))
                .isEqualTo("{\n  \"Effect\": \"Allow\",\n  \"Action\": \"kms:Decrypt\",\n  \"Resource\": \"" + ARN
                        + "\"\n}");
    }

    /** ReEncryptFrom and ReEncryptTo are two rights. */
    @Test
    void grant_reEncrypt_isBothRights() {
        assertThat(provider.grant(KmsOperation.RE_ENCRYPT, ARN)).contains("\"kms:ReEncrypt*\"");
    }

    /** IAM takes no alias as a resource, and all keys would be too many. */
    @Test
    void grant_alias_leavesTheIdToFillIn() {
        assertThat(provider.grant(KmsOperation.GENERATE_DATA_KEY, "arn:aws-cn:kms:cn-north-1:111122223333:alias/pii"))
                .contains("\"arn:aws-cn:kms:cn-north-1:111122223333:key/<id of the key behind alias/pii>\"")
                .doesNotContain("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii", "", "arn:aws:s3:::bucket"})
    void grant_noKeyOfAws_isNothing(String keyId) {
        assertThat(provider.grant(KmsOperation.DECRYPT, keyId)).isEmpty();
    }

    @Test
    void trustedByDefault_keyWithoutArn_warnsOfEveryAccount() {
        assertThat(provider.trustedByDefault(Set.of(ARN)).warning()).isNull();
        assertThat(provider.trustedByDefault(Set.of(ARN, "alias/pii")).warning())
                .contains("any account", "parquet.kms.trusted.keys");
        assertThat(provider.trustedByDefault(Set.of()).warning()).contains("any account");
    }

    /** A Region that only a file names is none: its host would be asked. */
    @Test
    void trustedByDefault_noRegionAnywhere_isNoKeyButTheConfigured() {
        surroundings.set("aws.configFile", "no-such-config").set("aws.sharedCredentialsFile", "no-such-credentials");
        AwsProvider nowhere = new AwsProvider(AwsOptions.read(TestSettings.values()));
        assertThat(nowhere.trustedByDefault(Set.of("alias/pii")).patterns()).containsExactly("");
        assertThat(nowhere.trustedByDefault(Set.of("alias/pii")).warning()).contains("parquet.kms.aws.region");
        assertThat(nowhere.trustedByDefault(Set.of(ARN, "alias/pii")).patterns())
                .containsExactly("arn:aws:kms:eu-west-1:111122223333:*");
        assertThat(nowhere.found()).isEmpty();
    }

    @Test
    void trustedByDefault_regionOfTheProfile_counts(@TempDir Path directory) throws IOException {
        Path config = Files.writeString(
                directory.resolve("config"), "[default]\nregion = us-west-2\n[profile etl]\nregion = ap-south-1\n");
        surroundings.set("aws.configFile", config.toString());
        AwsProvider of = new AwsProvider(AwsOptions.read(TestSettings.values()));
        assertThat(of.trustedByDefault(Set.of()).patterns()).containsExactly("arn:*:kms:us-west-2:*");
        assertThat(of.found()).containsEntry("parquet.kms.aws.region", "us-west-2");
        AwsProvider etl =
                new AwsProvider(AwsOptions.read(TestSettings.values("parquet.kms.aws.credentials", "profile:etl")));
        assertThat(etl.trustedByDefault(Set.of()).patterns()).containsExactly("arn:*:kms:ap-south-1:*");
    }

    @Test
    void found_region_isToldToOtherProcesses() {
        AwsProvider inRegion =
                new AwsProvider(AwsOptions.read(TestSettings.values("parquet.kms.aws.region", "eu-west-1")));
        assertThat(inRegion.found()).containsEntry("parquet.kms.aws.region", "eu-west-1");
    }
}
