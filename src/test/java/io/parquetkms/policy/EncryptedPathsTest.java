package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptedPathsTest {

    private static EncryptedPaths paths(String globs) {
        return EncryptedPaths.of(
                TestSettings.of("parquet.kms.encrypted.paths", globs).encryptedPaths());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "false", "FALSE", ",", "false,false"})
    void cover_nothingSet_isNothing(String globs) {
        assertThat(paths(globs).cover(new Path("/data/a.parquet"))).isFalse();
        assertThat(paths(globs).cover(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "true", "TRUE", "/x,*", "/", "s3://b/**,true"})
    void cover_everything_isEverything(String globs) {
        assertThat(paths(globs).cover(new Path("/data/a.parquet"))).isTrue();
        assertThat(paths(globs).cover(new Path("s3://bucket/a.parquet"))).isTrue();
        assertThat(paths(globs).cover(null)).isTrue();
    }

    @Test
    void cover_unknownPath_isAsSoonAsAnythingIs() {
        assertThat(paths("/data/pii").cover(null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/data/pii, /data/pii",
        "/data/pii, /data/pii/a.parquet",
        "/data/pii, /data/pii/year=2026/part-0.parquet",
        "/data/pii/, /data/pii/a.parquet",
        "/data//pii, /data/pii/a.parquet",
        "/data/pii, hdfs://nn:8020/data/pii/a.parquet",
        "/data/pii, s3a://bucket/data/pii/a.parquet",
        "/data/pii, file:/data/pii/a.parquet",
        "file:///data/pii, file:/data/pii/a.parquet",
        "file:///data/pii, file:///data/pii/a.parquet",
        "hdfs:///data/pii/, hdfs:///data/pii/a.parquet",
        "s3a://bucket/pii, s3a://bucket/pii/a.parquet",
        "s3a://bucket, s3a://bucket/pii/a.parquet",
        "s3a://bucket/, s3a://bucket/pii/a.parquet",
        "s3a://bucket/*, s3a://bucket/pii/a.parquet",
        "s3a://bucket-*/pii, s3a://bucket-7/pii/a.parquet",
        "/data/*/pii, /data/eu/pii/a.parquet",
        "/data/p?i, /data/pii/a.parquet",
        "/data/[hp]*, /data/pii/a.parquet",
        "*.secret.parquet, /data/a.secret.parquet",
        "*/pii, /data/pii/a.parquet",
        "'/data/x, /data/pii', /data/pii/a.parquet",
        "rel/pii, rel/pii/a.parquet",
    })
    void cover_pathUnderGlob_isTrue(String globs, String path) {
        assertThat(paths(globs).cover(new Path(path))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/data/pii, /data/pii2/a.parquet",
        "/data/pii, /data/a.parquet",
        "/data/pii, /other/data/pii/a.parquet",
        "/data/pii, /data/PII/a.parquet",
        "s3a://bucket/pii, s3a://other/pii/a.parquet",
        "s3a://bucket/pii, /pii/a.parquet",
        "s3a://bucket, s3a://bucket2/a.parquet",
        "/data/p?i, /data/pxxi/a.parquet",
        "/data/x.pii, /data/x_pii/a.parquet",
        "*.secret.parquet, /data/a.parquet",
    })
    void cover_pathElsewhere_isFalse(String globs, String path) {
        assertThat(paths(globs).cover(new Path(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/[pii", "/data/{pii", "/data/{a,b}/pii"})
    void read_invalidGlob_isRefused(String globs) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> paths(globs))
                .withMessageContainingAll("Invalid glob", "parquet.kms.encrypted.paths");
    }
}
