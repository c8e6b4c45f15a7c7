package io.parquetkms.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.SparkSettings;
import io.parquetkms.config.TestSettings;
import io.parquetkms.parquet.ParquetKmsClient;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.policy.Rules;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkSetupTest {

    private static final String FACTORY = "parquet.crypto.factory.class";
    private static final String CLIENT = "parquet.encryption.kms.client.class";

    private final Configuration hadoop = new Configuration(false);

    @Test
    void setUp_nothingSet_isOurs() {
        assertThat(SparkSetup.setUp(hadoop, Map.of())).isEmpty();
        assertThat(hadoop.get(FACTORY)).isEqualTo(ParquetKmsCryptoFactory.class.getName());
        assertThat(hadoop.get(CLIENT)).isEqualTo(ParquetKmsClient.class.getName());
    }

    @Test
    void setUp_twice_isAsOnce() {
        SparkSetup.setUp(hadoop, Map.of());
        assertThat(SparkSetup.setUp(hadoop, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FACTORY, CLIENT})
    void setUp_anothers_isKeptAndWarnedOf(String property) {
        Configuration own = TestSettings.configuration(property, " com.example.Other ");
        assertThat(SparkSetup.setUp(own, Map.of()))
                .singleElement()
                .asString()
                .startsWith(property + " is com.example.Other, and stays so: ");
        assertThat(own.getTrimmed(property)).isEqualTo("com.example.Other");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.plugins, com.nvidia.spark.SQLPlugin",
        "spark.plugins, org.apache.gluten.GlutenPlugin",
        "spark.plugins, org.apache.spark.CometPlugin",
        "spark.plugins.defaultList, com.nvidia.spark.SQLPlugin",
    })
    void setUp_engineOfItsOwn_isWarnedOf(String setting, String plugin) {
        assertThat(SparkSetup.setUp(hadoop, Map.of(setting, "io.parquetkms.spark.ParquetKmsPlugin," + plugin)))
                .singleElement()
                .asString()
                .startsWith(plugin + " is loaded: ");
    }

    @Test
    void setUp_ourPluginAlone_isNotWarnedOf() {
        assertThat(SparkSetup.setUp(hadoop, Map.of("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "TRUE, 1", "false, 0", "'', 0"})
    void setUp_corruptFilesIgnored_isWarnedOf(String value, int warnings) {
        assertThat(SparkSetup.setUp(hadoop, Map.of("spark.sql.files.ignoreCorruptFiles", value)))
                .hasSize(warnings)
                .allMatch(warning -> warning.contains("ignoreCorruptFiles"));
    }

    // ---- places that must be encrypted

    private static final Rules NOWHERE = rules("false");
    private static final Rules SOMEWHERE = rules("/data/pii");

    /** A denied key would look like a table without rows. */
    @ParameterizedTest
    @CsvSource({"true, true", "' TRUE ', true", "false, false"})
    void ignoredErrors_areRefusedWhereFilesMustBeEncrypted(String value, boolean refused) {
        Map<String, String> settings = Map.of("spark.sql.files.ignoreCorruptFiles", value);
        assertThatCode(() -> SparkSetup.refuseIgnoringErrors(settings, NOWHERE)).doesNotThrowAnyException();
        if (refused) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                    .isThrownBy(() -> SparkSetup.refuseIgnoringErrors(settings, SOMEWHERE))
                    .withMessageContaining("spark.sql.files.ignoreCorruptFiles=true")
                    .withMessageEndingWith("Set it to false");
        } else {
            assertThatCode(() -> SparkSetup.refuseIgnoringErrors(settings, SOMEWHERE))
                    .doesNotThrowAnyException();
        }
    }

    private static Rules rules(String encryptedPaths) {
        return new Rules(TestSettings.of("parquet.kms.encrypted.paths", encryptedPaths), null, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory", " com.example.Other ", " "})
    void refuseOtherFactory_whereFilesMustBeEncrypted_isRefused(String factory) {
        Configuration own = TestSettings.configuration(FACTORY, factory);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SparkSetup.refuseOtherFactory(own, SOMEWHERE))
                .withMessageContainingAll(
                        FACTORY,
                        factory.isBlank() ? "empty" : factory.trim(),
                        "parquet.kms.encrypted.paths",
                        ParquetKmsCryptoFactory.class.getName());
        assertThatCode(() -> SparkSetup.refuseOtherFactory(own, NOWHERE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark.plugins | com.nvidia.spark.SQLPlugin | RAPIDS writes unencrypted what is configured to be encrypted
            spark.plugins.defaultList | org.apache.gluten.GlutenPlugin | Gluten's native readers and writers know no Parquet
            spark.comet.write.parquet.enabled | TRUE | Comet's writer knows no Parquet encryption
            """)
    void refuseAccelerators_whereFilesMustBeEncrypted_isRefusedWithTheReason(
            String setting, String value, String reason) {
        Map<String, String> settings = Map.of(setting, value);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SparkSetup.refuseAccelerators(settings, SOMEWHERE))
                .withMessageContainingAll(reason, "parquet.kms.encrypted.paths", "parquet.kms.policy");
        assertThatCode(() -> SparkSetup.refuseAccelerators(settings, NOWHERE)).doesNotThrowAnyException();
    }

    /** It asks the crypto factory for keys, and writes through Spark. */
    @Test
    void refuseAccelerators_cometThatOnlyReads_isAccepted() {
        Map<String, String> settings =
                Map.of("spark.plugins", "org.apache.spark.CometPlugin", "spark.comet.write.parquet.enabled", "false");
        assertThatCode(() -> SparkSetup.refuseAccelerators(settings, SOMEWHERE)).doesNotThrowAnyException();
    }

    /** A session takes bare properties of Spark's settings, which count before Hadoop's. */
    @Test
    void refuseOtherFactory_setBareAtStart_isRefused() {
        Map<String, String> settings = Map.of(FACTORY, "com.example.Other");
        SparkSetup.setUp(hadoop, settings);
        Configuration configuration = SparkSettings.configuration(hadoop, settings);
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SparkSetup.refuseOtherFactory(configuration, SOMEWHERE));
    }

    @Test
    void refuseOtherFactory_ours_isAccepted() {
        SparkSetup.setUp(hadoop, Map.of());
        assertThatCode(() -> SparkSetup.refuseOtherFactory(hadoop, SOMEWHERE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "false, true", "true, false", "' TRUE ', false"})
    void plaintextBeside_localFilesInPlaintext_isSaid(String value, boolean said) {
        String line = SparkSetup.plaintextBeside(Map.of("spark.io.encryption.enabled", value), SOMEWHERE);
        assertThat(line != null).isEqualTo(said);
        assertThat(SparkSetup.plaintextBeside(Map.of("spark.io.encryption.enabled", value), NOWHERE))
                .isNull();
    }

    @Test
    void plaintextBeside_namesBothSettings() {
        assertThat(SparkSetup.plaintextBeside(Map.of(), SOMEWHERE))
                .contains("parquet.kms.encrypted.paths", "spark.io.encryption.enabled", "shuffle");
    }
}
