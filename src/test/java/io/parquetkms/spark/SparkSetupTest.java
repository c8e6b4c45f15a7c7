package io.parquetkms.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.config.TestSettings;
import io.parquetkms.parquet.ParquetKmsClient;
import io.parquetkms.parquet.ParquetKmsCryptoFactory;
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
}
