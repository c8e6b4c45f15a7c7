package io.parquetkms.spark.enforce;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DroppedSettingsTest {

    private final Configuration effective = TestSettings.configuration("parquet.encryption.footer.key", "footer");

    private void refuse(String name, String value) {
        DroppedSettings.refuse(Map.of(name, value), effective, "TBLPROPERTIES of table t have", "Use OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet.encryption.footer.key",
                "parquet.encryption.column.keys",
                "PARQUET.ENCRYPTION.FOOTER.KEY",
                "parquet.kms.columns",
                "parquet.crypto.factory.class",
                "spark.hadoop.parquet.kms.columns",
                "parquet.encryption.misspelt"
            })
    void ofTheEncryption_isRefused(String name) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> refuse(name, "pii"))
                .withMessageContaining("TBLPROPERTIES of table t have no effect")
                .withMessageContaining(name)
                .withMessageEndingWith("Use OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet.compression", "parquet.block.size", "comment", "delta.appendOnly"})
    void ofOthers_isNot(String name) {
        assertThatCode(() -> refuse(name, "x")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = "parquet.encryption.footer.key")
    void whatHoldsAnyway_isNot(String name) {
        assertThatCode(() -> refuse(name, "footer")).doesNotThrowAnyException();
    }
}
