package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {

    private static final String ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> TestSettings.of(properties))
                .withMessageContainingAll(inMessage);
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @Test
    void of_nothingSet_isAwsWithoutEncryption() {
        Settings settings = TestSettings.of();
        assertThat(settings.encryption()).isNull();
        assertThat(settings.keys()).isEmpty();
        assertThat(settings.trustedKeys()).isEmpty();
        assertThat(settings.encryptionContext()).isEmpty();
        assertThat(settings.accessToken()).isEqualTo("DEFAULT");
        assertThat(settings.kmsInstanceId()).isEqualTo("DEFAULT");
    }

    @Test
    void of_tokenChanged_isAnotherInstance() {
        assertThat(TestSettings.of("parquet.encryption.key.access.token", "one").accessToken())
                .isEqualTo("one");
        assertThat(TestSettings.of("parquet.encryption.key.access.token", "two").accessToken())
                .isEqualTo("two");
    }

    @Test
    void keys_names_areWithoutPrefixAndTrimmed() {
        assertThat(TestSettings.of("parquet.kms.key.pii", " alias/pii ", "parquet.kms.key.hr.v2", ARN)
                        .keys())
                .containsOnly(Map.entry("pii", "alias/pii"), Map.entry("hr.v2", ARN));
    }

    @Test
    void keys_emptyValue_isRefused() {
        assertRefused(properties("parquet.kms.key.pii", " "), "parquet.kms.key.pii is empty");
    }

    @Test
    void of_upperCaseKeyName_isRefused() {
        assertRefused(properties("parquet.kms.key.PII", ARN), "parquet.kms.key.PII", "lower-case");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PARQUET.KMS.PROVIDER",
                "Parquet.Kms.Key.pii",
                "parquet.encryption.Footer.key",
                "parquet.ecnryption.kms.client.class",
                "spark.hadoop.parquet.encryption.footer.key",
                "Spark.Hadoop.parquet.encryption.footer.key",
            })
    void of_misspeltName_isRefused(String name) {
        assertRefused(properties(name, "x"), name);
    }

    @Test
    void of_sparkPrefixBesideTheBareName_isAccepted() {
        assertThat(TestSettings.of("spark.hadoop.parquet.kms.key.pii", ARN, "parquet.kms.key.pii", "alias/later")
                        .keys())
                .containsExactly(Map.entry("pii", "alias/later"));
    }

    @Test
    void of_propertiesOfOthers_areLeftAlone() {
        assertThatCode(() ->
                        TestSettings.of("parquet.block.size", "1", "parquet.avro.schema", "{}", "fs.s3a.path", "p"))
                .doesNotThrowAnyException();
    }

    @Test
    void of_instanceUrl_isRefused() {
        Settings settings = TestSettings.of("parquet.encryption.kms.instance.url", "https://evil.example.com");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(settings::encryption)
                .withMessageContainingAll(
                        "parquet.encryption.kms.instance.url is not used", "parquet.kms.aws.endpoint");
        assertThat(TestSettings.of("parquet.encryption.kms.instance.url", "DEFAULT")
                        .encryption())
                .isNull();
    }

    @Test
    void kmsInstanceId_set_isKept() {
        assertThat(TestSettings.of("parquet.encryption.kms.instance.id", "eu").kmsInstanceId())
                .isEqualTo("eu");
    }

    @Test
    void trustedKeys_list_isKept() {
        assertThat(TestSettings.of("parquet.kms.trusted.keys", "pii, " + ARN).trustedKeys())
                .isEqualTo(List.of("pii", ARN));
    }

    @Test
    void encryptionContext_pairs_areRead() {
        assertThat(TestSettings.of("parquet.kms.encryption.context", "dataset = sales, b=x=y ,empty=")
                        .encryptionContext())
                .containsExactly(Map.entry("b", "x=y"), Map.entry("dataset", "sales"), Map.entry("empty", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset", "=sales", "a=1,a=2", "a=1, a =2", "a=1,b", " =x"})
    void encryptionContext_noPairs_isRefused(String value) {
        assertRefused(
                properties("parquet.kms.encryption.context", value), "parquet.kms.encryption.context", "k=v,k2=v2");
    }

    @Test
    void toString_token_isHidden() {
        String token = "eyJhbGciOiJub25lIn0";
        Settings settings = TestSettings.of(
                "parquet.encryption.key.access.token", token, "parquet.encryption.uniform.key", "alias/pii");
        assertThat(settings.toString()).contains("alias/pii").doesNotContain(token);
    }

    @Test
    void of_tokenAndMisspeltName_tokenIsNotInTheMessage() {
        String token = "eyJhbGciOiJub25lIn0";
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> TestSettings.of("parquet.encryption.key.acces.token", token))
                .withMessageContaining("did you mean parquet.encryption.key.access.token?")
                .withMessageNotContaining(token);
    }
}
