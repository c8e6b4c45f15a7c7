package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.TestSettings;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EncryptedPathsTest {

    private static final Configuration HADOOP = new Configuration(false);

    private static EncryptedPaths paths(String globs) {
        return EncryptedPaths.of(
                TestSettings.of("parquet.kms.encrypted.paths", globs).encryptedPaths());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "false", "FALSE", ",", "false,false"})
    void cover_nothingSet_isNothing(String globs) {
        assertThat(paths(globs).cover(HADOOP, new Path("/data/a.parquet"))).isFalse();
        assertThat(paths(globs).cover(HADOOP, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "true", "TRUE", "/x,*", "/", "s3://b/**,true"})
    void cover_everything_isEverything(String globs) {
        assertThat(paths(globs).cover(HADOOP, new Path("/data/a.parquet"))).isTrue();
        assertThat(paths(globs).cover(HADOOP, new Path("s3://bucket/a.parquet")))
                .isTrue();
        assertThat(paths(globs).cover(HADOOP, null)).isTrue();
    }

    @Test
    void cover_unknownPath_isAsSoonAsAnythingIs() {
        assertThat(paths("/data/pii").cover(HADOOP, null)).isTrue();
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
    })
    void cover_pathUnderGlob_isTrue(String globs, String path) {
        assertThat(paths(globs).cover(HADOOP, new Path(path))).isTrue();
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
        assertThat(paths(globs).cover(HADOOP, new Path(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/[pii", "/data/{pii", "/data/{a,b}/pii"})
    void read_invalidGlob_isRefused(String globs) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> paths(globs))
                .withMessageContainingAll("Invalid glob", "parquet.kms.encrypted.paths");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            yes                    | did you mean *, for everywhere?
            ON                     | did you mean *, for everywhere?
            1                      | did you mean *, for everywhere?
            off                    | did you mean false, for nowhere?
            bucket/customer        | did you mean s3a://bucket/customer or /bucket/customer?
            ./out/pii              | did you mean s3a://out/pii or /out/pii?
            rel/pii                | neither a URI nor an absolute path
            pii                    | did you mean s3a://pii or /pii?
            s3a:/bucket/pii        | did you mean s3a://bucket/pii?
            s3a:///bucket/pii      | did you mean s3a://bucket/pii?
            S3A:bucket/pii         | did you mean S3A://bucket/pii?
            s3a//bucket/pii        | did you mean s3a://bucket/pii?
            s3a://                 | did you mean s3a://*?
            s3:                    | did you mean s3://*?
            gs:/bucket             | did you mean gs://bucket?
            abfss:/c@a/x           | did you mean abfss://c@a/x?
            hdfs:data/pii          | did you mean hdfs://data/pii?
            file://data/pii        | did you mean file:///data/pii?
            file:data/pii          | did you mean file:///data/pii?
            s3b://bucket/pii       | there is no scheme 's3b': did you mean s3a://bucket/pii?
            sa3://bucket           | did you mean s3a://bucket?
            hfds://nn/pii          | did you mean hdfs://nn/pii?
            my bucket://x          | is no scheme
            a:b:/x                 | is no scheme
            C:\\data\\pii          | did you mean file:///C:/data/pii?
            c:/data/pii            | did you mean file:///c:/data/pii?
            \\\\host\\share        | did you mean file:///host/share?
            /data/{}               | its braces are empty
            /data/{eu              | commas separate globs, also within braces
            pii}/data              | commas separate globs, also within braces
            /data/*/../pii         | '..' after a wildcard
            ://bucket              | is no scheme
            /data/{,eu}            | an alternative in its braces is no name
            /data/{eu,}            | an alternative in its braces is no name
            /data/{eu,us/}         | an alternative in its braces is no name
            /data/{eu/,us}         | an alternative in its braces is no name
            /data/{eu,/us}         | an alternative in its braces is no name
            /data/{eu,./us}        | an alternative in its braces is no name
            /data/{a/../b,us}      | an alternative in its braces is no name
            /{a,b}/{,eu}           | an alternative in its braces is no name
            /data[{]a,b[}]         | brackets can't hold braces: did you mean \\{ or \\}?
            """)
    void of_globThatMatchesNothing_isRefusedWithWhatWasMeant(String glob, String meant) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> EncryptedPaths.of(List.of(glob)))
                .withMessageStartingWith("Invalid glob '" + glob + "' in parquet.kms.encrypted.paths: ")
                .withMessageContaining(meant);
    }

    /** So that no advice is refused in its turn. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "s3a://bucket/customer",
                "/bucket/customer",
                "s3a://*",
                "file:///C:/data/pii",
                "gs://bucket",
                "*://bucket",
                "abfss://c@a/x",
                "hdfs://nn/pii",
                "hdfs:/pii",
                "oss://bucket/x",
                "memory:/x",
                "s3[an]://bucket",
                "dbfs:/mnt/x",
                "o3fs://b.v.om/",
                "dfs://f.aliyuncs.com/x",
                "/data{,/eu}",
                "/data{,-eu}/x",
                "/data/{eu,us/.old}",
                "/data/\\{eu\\}",
            })
    void of_globThatIsAdvised_isTaken(String glob) {
        assertThat(EncryptedPaths.of(List.of(glob)).cover(HADOOP, null)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "s3*://bucket/pii, s3a://bucket/pii/f",
        "*://bucket/pii, gs://bucket/pii/f",
        "*://nn:8020/pii, webhdfs://nn:9870/pii/f",
        "*://host:19998/pii, alluxio://host:19998/pii/f",
        "w*://nn/pii, hdfs://nn/pii/f",
        "s3a://*pii*, s3a://bucket/data/pii/f",
        "s3a://*, s3://bucket/f",
        "*bucket/pii, s3a://bucket/pii/f",
        "*://bucket/pii, s3n://bucket/pii/f",
        "'/data/x,/data/./pii', /data/pii/f",
        "/data/x/../pii, /data/pii/f",
        "/data/*, /data/a/b/c",
        "/data/*/c, /data/a/b/c/f",
        "/data/a?c, /data/a/c/f",
        "/d\\*, /d*/f",
        "/data/pii/*, /data/pii/f",
        "/data/**/f, /data/a/b/f",
        "*/pii/, /data/pii/f",
        "*/pii//raw, /data/pii/raw/f",
        "*//bucket/pii, s3a://bucket/pii/f",
        "s3a://b?c, s3a://b/c/f",
        "s3a://b[!a]c/pii, s3a://b/c/pii/f",
    })
    void cover_wildcards(String globs, String path) {
        assertThat(paths(globs).cover(HADOOP, new Path(path))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "*://host:19998/pii, alluxio://host:1/pii/f",
        "s3[an]://bucket2, s3a://bucket/f",
        "/data/*/c, /data/c/f",
        "/data/pii/?, /data/pii",
        "/d\\*, /data/f",
    })
    void cover_wildcards_elsewhere(String globs, String path) {
        assertThat(paths(globs).cover(HADOOP, new Path(path))).isFalse();
    }
}
