package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.crypto.keytools.KeyToolkit;
import org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory;
import org.junit.jupiter.api.Test;

final class ParquetPropertiesTest {

    /** Whatever parquet-java's constants hold: a new Parquet version with a new property fails here. */
    private static List<String> namesInParquetJava() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Class<?> type : List.of(PropertiesDrivenCryptoFactory.class, KeyToolkit.class)) {
            for (Field field : type.getFields()) {
                if (field.getName().endsWith("_PROPERTY_NAME")) {
                    names.add((String) field.get(null));
                }
            }
        }
        return names;
    }

    @Test
    void all_isEveryPropertyOfParquetJava() throws IllegalAccessException {
        List<String> names = namesInParquetJava();
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(ParquetProperties.ALL).extracting(Property::name).containsAll(names);
    }

    @Test
    void defaults_areThoseOfParquetJava() {
        assertThat(ParquetProperties.DEK_BITS.defaultValue())
                .isEqualTo(String.valueOf(KeyToolkit.DATA_KEY_LENGTH_DEFAULT));
        assertThat(ParquetProperties.ALGORITHM.defaultValue())
                .isEqualTo(PropertiesDrivenCryptoFactory.ENCRYPTION_ALGORITHM_DEFAULT);
        assertThat(ParquetProperties.PLAINTEXT_FOOTER.defaultValue())
                .isEqualTo(String.valueOf(PropertiesDrivenCryptoFactory.PLAINTEXT_FOOTER_DEFAULT));
        assertThat(ParquetProperties.KEK_BITS.defaultValue()).isEqualTo(String.valueOf(KeyToolkit.KEK_LENGTH_DEFAULT));
        assertThat(ParquetProperties.DOUBLE_WRAPPING.defaultValue())
                .isEqualTo(String.valueOf(KeyToolkit.DOUBLE_WRAPPING_DEFAULT));
        assertThat(ParquetProperties.INTERNAL_KEY_MATERIAL.defaultValue())
                .isEqualTo(String.valueOf(KeyToolkit.KEY_MATERIAL_INTERNAL_DEFAULT));
        assertThat(ParquetProperties.CACHE_LIFETIME.defaultValue())
                .isEqualTo(String.valueOf(KeyToolkit.CACHE_LIFETIME_DEFAULT_SECONDS));
        assertThat(ParquetProperties.KMS_INSTANCE_ID.defaultValue()).isEqualTo("DEFAULT");
    }

    @Test
    void all_namesAreLowerCaseAndOnce() {
        List<String> names = Stream.concat(ParquetProperties.ALL.stream(), KmsProperties.ALL.stream())
                .map(Property::name)
                .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z.-]+"));
    }

    @Test
    void all_constantsAreListed() throws IllegalAccessException {
        assertThat(ParquetProperties.ALL).containsExactlyInAnyOrderElementsOf(constants(ParquetProperties.class));
        assertThat(KmsProperties.ALL).containsExactlyInAnyOrderElementsOf(constants(KmsProperties.class));
    }

    private static List<Property> constants(Class<?> type) throws IllegalAccessException {
        List<Property> constants = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.get(null) instanceof Property property) {
                constants.add(property);
            }
        }
        return constants;
    }
}
