package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionsTest {

    @ParameterizedTest
    @CsvSource({
        "/lake/orders/tenant=acme/f.parquet, acme",
        "/lake/orders/date=1/tenant=acme/hour=2/f.parquet, acme",
        "/lake/tenant=acme/orders/f.parquet, acme",
        "/lake/Tenant=Acme/f.parquet, Acme",
        "/lake/%74enant=acme/f.parquet, acme",
        "/lake/tenant=a%2Fb/f.parquet, a/b",
        "/lake/tenant=a%3Ab%3D/f.parquet, a:b=",
        "/lake/tenant=a=b/f.parquet, a=b",
        "/lake/tenant=100%/f.parquet, 100%",
        "/lake/tenant=%zz%4/f.parquet, %zz%4",
        "/lake/tenant=%252F/f.parquet, %2F",
        "/lake/tenant=__HIVE_DEFAULT_PARTITION__/f.parquet, __HIVE_DEFAULT_PARTITION__"
    })
    void value_isTheDirectorys_unescaped(String path, String value) {
        assertThat(new Partitions(path).value("tenant")).isEqualTo(value);
    }

    @Test
    void value_empty_isEmpty() {
        assertThat(new Partitions("/lake/tenant=/f.parquet").value("tenant")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lake/orders/f.parquet",
                "/lake/tenant=acme",
                "/lake/mytenant=acme/f.parquet",
                "/lake/tenant/acme/f.parquet",
                "/lake/=acme/f.parquet",
                ""
            })
    void value_noSuchDirectory_saysSo(String path) {
        assertThatThrownBy(() -> new Partitions(path).value("tenant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no directory tenant=… in its path");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tenant=acme/tenant=initech/f", "/tenant=acme/x/tenant=acme/f", "/tenant=acme/TENANT=initech/f"
            })
    void value_twice_isRefused(String path) {
        assertThatThrownBy(() -> new Partitions(path).value("tenant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names partition column tenant twice");
    }

    @Test
    void columns_areThoseOfDirectories_unescaped() {
        assertThat(new Partitions("/lake/day=1/first%20name=x%3Dy/=z/plain/part=0.parquet").columns())
                .containsExactly("day", "first name");
        assertThat(new Partitions("/lake/f.parquet").columns()).isEmpty();
    }
}
