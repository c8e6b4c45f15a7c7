package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.crypto.ParquetCipher;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptionOptionsTest {

    private static final String COLUMNS = "parquet.encryption.column.keys";
    private static final String FOOTER = "parquet.encryption.footer.key";
    private static final String UNIFORM = "parquet.encryption.uniform.key";
    private static final String DEK_BITS = "parquet.encryption.data.key.length.bits";
    private static final String KEK_BITS = "parquet.encryption.kek.length.bits";
    private static final String COMPLETE = "parquet.encryption.complete.columns";
    private static final String UNMATCHED = "parquet.kms.columns.unmatched";

    private static EncryptionOptions read(String... properties) {
        return Objects.requireNonNull(TestSettings.of(properties).encryption());
    }

    private static void assertRefused(String[] properties, String... inMessage) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> TestSettings.of(properties).encryption())
                .withMessageContainingAll(inMessage);
    }

    /** As another crypto factory may have them, whose KMS client is ours. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parquet.encryption.double.wrapping|false",
                "parquet.encryption.key.material.store.internally|false",
                "parquet.encryption.kms.instance.url|https://kms.example",
                "parquet.summary.metadata.level|ALL",
                "parquet.encryption.algorithm|AES_GCM_V9",
                "parquet.encryption.column.keys|pii:",
            })
    void keys_ofAnotherFactorysSettings_areRead(String name, String value) {
        Settings settings = TestSettings.of(UNIFORM, "all", name, value);
        assertThat(settings.encryptionKeys()).contains("all");
        assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(settings::encryption);
    }

    @Test
    void keys_footerAndColumns_areAll() {
        assertThat(TestSettings.of(FOOTER, " meta ", COLUMNS, "pii:ssn,name;alias/hr:pay")
                        .encryptionKeys())
                .containsExactlyInAnyOrder("alias/hr", "meta", "pii");
        assertThat(TestSettings.of(FOOTER, " ").encryptionKeys()).isEmpty();
    }

    private static String[] properties(String... properties) {
        return properties;
    }

    @Test
    void read_noKey_isNull() {
        assertThat(TestSettings.of().encryption()).isNull();
        assertThat(TestSettings.of(FOOTER, " ", COLUMNS, "").encryption()).isNull();
        assertThat(TestSettings.of("parquet.encryption.plaintext.footer", "true")
                        .encryption())
                .isNull();
    }

    @Test
    void read_uniform_hasParquetsDefaults() {
        assertThat(read(UNIFORM, " all "))
                .isEqualTo(
                        new EncryptionOptions("all", true, Map.of(), false, false, ParquetCipher.AES_GCM_V1, 128, 128))
                .matches(EncryptionOptions::uniform);
    }

    @Test
    void read_footerAndColumns_areBoth() {
        EncryptionOptions options = read(FOOTER, "meta", COLUMNS, "pii:ssn");
        assertThat(options.footerKey()).isEqualTo("meta");
        assertThat(options.columns()).containsExactly(entry("pii", List.of(ColumnPath.get("ssn"))));
        assertThat(options.completeColumns()).isFalse();
        assertThat(options.uniform()).isFalse();
    }

    @Test
    void read_completeColumns_isWithOrWithoutColumns() {
        assertThat(read(FOOTER, "meta", COLUMNS, "pii:ssn", COMPLETE, "true").completeColumns())
                .isTrue();
        assertThat(read(FOOTER, "meta", COMPLETE, "TRUE").uniform()).isTrue();
    }

    @Test
    void read_unmatchedFooter_isCompleteColumns() {
        assertThat(read(FOOTER, "meta", COLUMNS, "pii:ssn", UNMATCHED, "footer"))
                .isEqualTo(read(FOOTER, "meta", COLUMNS, "pii:ssn", COMPLETE, "true"));
        assertThat(read(FOOTER, "meta", UNMATCHED, "Footer").uniform()).isTrue();
        assertThat(read(FOOTER, "meta", COLUMNS, "pii:ssn", COMPLETE, "true", UNMATCHED, "footer")
                        .completeColumns())
                .isTrue();
        assertThat(read(FOOTER, "meta", COLUMNS, "pii:ssn", UNMATCHED, "fail").completeColumns())
                .isFalse();
        assertThat(read(UNIFORM, "all", UNMATCHED, "fail").uniform())
                .as("it leaves no column out")
                .isTrue();
    }

    @Test
    void read_completeColumnsThatUnmatchedContradicts_isRefused() {
        assertRefused(
                properties(FOOTER, "meta", COLUMNS, "pii:ssn", COMPLETE, "true", UNMATCHED, "plaintext"),
                COMPLETE,
                UNMATCHED + "=plaintext",
                "unset one of them");
        assertRefused(properties(FOOTER, "meta", COMPLETE, "true", UNMATCHED, "fail"), UNMATCHED + "=fail");
        assertRefused(properties(UNMATCHED, "encrypt"), "'encrypt'", UNMATCHED, "PLAINTEXT, FOOTER, FAIL");
    }

    @Test
    void read_everyOption_isKept() {
        assertThat(read(
                        UNIFORM,
                        "all",
                        "parquet.encryption.plaintext.footer",
                        "true",
                        "parquet.encryption.algorithm",
                        "aes_gcm_ctr_v1",
                        "parquet.encryption.data.key.length.bits",
                        "192",
                        "parquet.encryption.kek.length.bits",
                        "256",
                        "parquet.encryption.double.wrapping",
                        "true",
                        "parquet.encryption.key.material.store.internally",
                        "true"))
                .isEqualTo(new EncryptionOptions(
                        "all", true, Map.of(), false, true, ParquetCipher.AES_GCM_CTR_V1, 192, 256));
    }

    @ParameterizedTest
    @CsvSource({", , 128", "256, , 256", "192, '', 192", ", 256, 256", "128, 192, 192", "256, 256, 256"})
    void read_keyEncryptionKey_isAtLeastAsStrongAsDataKeys(@Nullable String dek, @Nullable String kek, int bits) {
        assertThat(read(UNIFORM, "all", DEK_BITS, dek == null ? "" : dek, KEK_BITS, kek == null ? "" : kek)
                        .kekBits())
                .isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({"192, 128", "256, 128", "256, 192"})
    void read_weakerKeyEncryptionKey_isRefused(String dek, String kek) {
        assertRefused(
                properties(UNIFORM, "all", DEK_BITS, dek, KEK_BITS, kek),
                KEK_BITS + "=" + kek + " is weaker than the data keys that it would wrap (" + DEK_BITS + "=" + dek
                        + "): set it to " + dek + " or more");
    }

    @Test
    void read_uniformWithAnotherKey_isRefused() {
        assertRefused(properties(UNIFORM, "all", FOOTER, "meta"), UNIFORM, FOOTER, "unset");
        assertRefused(properties(UNIFORM, "all", COLUMNS, "pii:ssn"), UNIFORM, COLUMNS);
        assertRefused(properties(UNIFORM, "all", COMPLETE, "true"), UNIFORM, COMPLETE);
        assertRefused(properties(UNIFORM, "all", FOOTER, "meta", COLUMNS, "pii:ssn"), UNIFORM);
    }

    @Test
    void read_columnsWithoutFooter_isRefused() {
        assertRefused(properties(COLUMNS, "pii:ssn"), COLUMNS, "without a footer key: set " + FOOTER);
        assertRefused(properties(COLUMNS, "pii:ssn", COMPLETE, "true"), "set " + FOOTER);
    }

    /** As in a session whose writes bring the columns: reading must go on. */
    @Test
    void read_completeWithoutKey_isRefused() {
        assertRefused(properties(COMPLETE, "true"), COMPLETE, "there is no key", FOOTER);
    }

    @Test
    void read_singleWrapping_isRefused() {
        assertRefused(
                properties(UNIFORM, "all", "parquet.encryption.double.wrapping", "false"),
                "parquet.encryption.double.wrapping",
                "single wrapping is not supported");
    }

    @Test
    void read_externalKeyMaterial_isRefused() {
        assertRefused(
                properties(UNIFORM, "all", "parquet.encryption.key.material.store.internally", "false"),
                "parquet.encryption.key.material.store.internally",
                "external key material is not supported");
    }

    @Test
    void read_summaryFiles_areRefusedWithEncryptionOnly() {
        assertRefused(
                properties(UNIFORM, "all", "parquet.summary.metadata.level", "ALL"),
                "parquet.summary.metadata.level=ALL",
                "plaintext summary",
                "set it to NONE");
        assertRefused(properties(UNIFORM, "all", "parquet.summary.metadata.level", "common_only"), "plaintext summary");
        assertRefused(properties(UNIFORM, "all", "parquet.enable.summary-metadata", "true"), "plaintext summary");
        assertThat(read(UNIFORM, "all", "parquet.summary.metadata.level", "none")
                        .uniform())
                .isTrue();
        assertThat(TestSettings.of("parquet.summary.metadata.level", "ALL").encryption())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet.encryption.algorithm",
                "parquet.encryption.plaintext.footer",
                "parquet.encryption.complete.columns",
                "parquet.encryption.double.wrapping",
                "parquet.encryption.key.material.store.internally",
                "parquet.encryption.data.key.length.bits",
                "parquet.encryption.kek.length.bits",
                "parquet.encryption.column.keys",
            })
    void read_nonsense_isRefusedNamingTheProperty(String property) {
        assertRefused(properties(FOOTER, "meta", COLUMNS, "pii:ssn", property, "nonsense"), property);
    }
}
