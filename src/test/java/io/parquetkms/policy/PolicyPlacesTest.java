package io.parquetkms.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.config.ColumnRules.Rule;
import io.parquetkms.config.InvalidConfigurationException;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.ParquetProperties;
import io.parquetkms.config.TestSettings;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which place of a policy a file is in, and what that says of it. */
final class PolicyPlacesTest {

    private static final String FILE = "/part-0.parquet";

    private final Configuration configuration = TestSettings.configuration("fs.defaultFS", "hdfs://nn:8020");

    /** One place for each path, whose key is named by its number. */
    private static Policy ofPaths(String... paths) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < paths.length; i++) {
            places.append(i == 0 ? "" : ",\n").append("{'path': '%s', 'key': 'k%d'}".formatted(paths[i], i));
        }
        return policy("{'version': 1, 'places': [\n" + places + " ] }");
    }

    private static Policy policy(String text) {
        return Policy.parse("lake.json", text.replace('\'', '"'));
    }

    private @Nullable String key(Policy policy, String path) {
        PolicyPlace place = policy.at(configuration, new Path(path));
        return place == null ? null : place.decided().get(ParquetProperties.FOOTER_KEY);
    }

    private PolicyPlace at(Policy policy, String path) {
        return Objects.requireNonNull(policy.at(configuration, new Path(path)));
    }

    /** Whichever stands first: the second path says more. */
    @ParameterizedTest
    @CsvSource({
        "s3://lake, s3://lake/customer, s3a://lake/customer/x",
        "s3://lake/customer, s3://lake/customer/pii, s3://lake/customer/pii/x",
        "s3://lake/*, s3://lake/customer, s3://lake/customer/x",
        "s3://lake, s3://lake/*/pii, s3://lake/a/b/pii/x",
        "s3://lake/cust*, s3://lake/custom*, s3://lake/customer/x",
        "s3://lake/cust?mer, s3://lake/customer, s3://lake/customer/x",
        "/customer, s3://lake/customer, s3://lake/customer/x",
        "hdfs:/customer, hdfs://nn/customer, /customer/x",
        "/customer, hdfs:/customer, /customer/x",
        "s3://*/customer, s3://lake/customer, s3://lake/customer/x",
        "*, s3://lake, s3://lake/x",
        "*customer*, /lake/customer, hdfs://nn/lake/customer/x",
        "s3://lake/*/*/c, s3://lake/*/b/c, s3://lake/a/b/c/x"
    })
    void at_mostSpecific_holds(String less, String more, String file) {
        assertThat(key(ofPaths(less, more), file)).isEqualTo("k1");
        assertThat(key(ofPaths(more, less), file)).isEqualTo("k0");
    }

    @ParameterizedTest
    @CsvSource({
        "s3://lake/customer, s3://lake/customers/x",
        "s3://lake/customer, s3://other/customer/x",
        "s3://lake/customer, /customer/x",
        "s3://lake/customer, s3://lake/x"
    })
    void at_elsewhere_saysNothing(String path, String file) {
        assertThat(ofPaths(path).at(configuration, new Path(file))).isNull();
    }

    @Test
    void at_severalPathsOfOnePlace_areThatPlace() {
        Policy policy = policy("{'version': 1, 'places': [ {'paths': ['/a/*', '/*/b'], 'key': 'k'} ] }");
        assertThat(key(policy, "/a/b/x")).isEqualTo("k");
    }

    @Test
    void at_twoThatSayTheSame_isAnErrorNamingBothLines() {
        Policy policy = ofPaths("/lake/*/ab", "/lake/a/*b");
        assertThat(key(policy, "/lake/b/ab/x")).isEqualTo("k0");
        assertThatThrownBy(() -> key(policy, "/lake/a/ab/x"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("/lake/a/ab/x", "'/lake/*/ab' in line 2", "'/lake/a/*b' in line 3");
    }

    @Test
    void at_default_holdsWhereNoPlaceIs() {
        Policy policy = policy(
                "{'version': 1, 'places': [ {'path': '/public', 'plaintext': true} ], 'default': {'key': 'k'} }");
        assertThat(key(policy, "/x")).isEqualTo("k");
        PolicyPlace open = at(policy, "/public/x");
        assertThat(open.decided()).isEmpty();
        assertThat(open.required()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lake/customer/_temporary/0/_temporary/attempt_1_0001_m_000000_0/part-0",
                "/lake/customer/.spark-staging-1/_temporary/0/_temporary/attempt_1_0001_m_000000_0/date=1/part-0",
                "/lake/customer/_temporary/0/task_1/part-0",
                "webhdfs://nn:9870/lake/customer/part-0"
            })
    void at_whereACommitterKeepsIt_isTheDestination(String path) {
        assertThat(key(ofPaths("/lake/customer", "/lake"), path)).isEqualTo("k0");
    }

    /** S3A's staging committers have tasks write to a local disk. */
    @Test
    void at_localStagingOfAnS3Job_isTheJobsDestination() {
        configuration.set("mapreduce.output.fileoutputformat.outputdir", "s3a://lake/customer");
        String staged = "file:/tmp/s3a/u/_temporary/0/_temporary/attempt_1_0001_m_000000_0/tenant=acme/part-0";
        assertThat(key(ofPaths("file:/tmp/s3a/u/tenant=acme", "s3://lake"), staged))
                .isEqualTo("k1");
        Policy tenants = policy("{'version': 1, 'places': [ {'path': 's3://lake', 'key': 'alias/t-{tenant}'} ] }");
        assertThat(key(tenants, staged)).isEqualTo("alias/t-acme");
    }

    @Test
    void at_localLink_isThePlaceThatItLeadsTo(@TempDir java.nio.file.Path directory) throws Exception {
        java.nio.file.Path real = Files.createDirectory(directory.toRealPath().resolve("real"));
        java.nio.file.Path link =
                Files.createSymbolicLink(directory.toRealPath().resolve("link"), real);
        assertThat(key(ofPaths(real.toString()), link.toUri() + FILE)).isEqualTo("k0");
        assertThat(key(ofPaths(link.toString()), real.toUri() + FILE)).isEqualTo("k0");
    }

    @Test
    void at_unknownDestination_isRequiredAndRefusedToWriters() {
        Policy policy = ofPaths("s3://lake/pii");
        for (Path unknown : new @Nullable Path[] {
            null, new Path("/out/.spark-staging-1/0f8fad5b-d9cb-469f-a165-70867728950e-part-0"), new Path("relative")
        }) {
            PolicyPlace place = Objects.requireNonNull(policy.at(configuration, unknown));
            assertThat(place.required()).isTrue();
            assertThat(place.refusal()).contains("where the file will be can't be told");
        }
    }

    @Test
    void at_unknownDestination_whereKeysAreTheSettings_isRequiredOnly() {
        PolicyPlace place =
                Objects.requireNonNull(policy("{'version': 1, 'places': [ {'path': '/a', 'required': true} ] }")
                        .at(configuration, null));
        assertThat(place.required()).isTrue();
        assertThat(place.refusal()).isNull();
    }

    @Test
    void at_unknownDestination_whereNothingIsRequired_saysNothing() {
        assertThat(policy("{'version': 1, 'places': [ {'path': '/a', 'key': 'k', 'required': false} ] }")
                        .at(configuration, null))
                .isNull();
    }

    /** Hive's staging directory: a static partition is not in the path. */
    @Test
    void at_onlyTheRootKnown_isRefusedWhereAPlaceBelowIsStricter() {
        String staged = "/lake/.hive-staging_hive_2026-11-01_00-00-00_000_1-1/-ext-10000/000000_0";
        assertThat(at(ofPaths("/lake"), staged).refusal()).isNull();
        assertThat(at(ofPaths("/lake", "/lake/country=NO"), staged).refusal())
                .contains("only its committer knows in which directory below hdfs://nn/lake");
        assertThat(at(ofPaths("/lake", "/other"), staged).refusal()).isNull();
        assertThat(ofPaths("/lake/country=NO").at(configuration, new Path("/lake/x")))
                .isNull();
    }

    @Test
    void at_all_isWhatStandsThere() {
        PolicyPlace place = at(policy("""
                { 'version': 1, 'keys': { 'tenant': 'alias/t-{tenant}' }, 'places': [
                  { 'path': '/a', 'footerKey': 'pii', 'columns': { 'tenant': ['*.ssn'], '!tenant': ['a.ssn'] },
                    'missing': 'fail', 'unmatched': 'plaintext', 'algorithm': 'AES_GCM_CTR_V1', 'plaintextFooter': true,
                    'keyLength': 256, 'required': false, 'encryptionContext': { 'team': 'sales' } } ] }
                """), "/a/tenant=acme/x");
        assertThat(place.decided())
                .isEqualTo(Map.of(
                        ParquetProperties.FOOTER_KEY, "pii",
                        KmsProperties.COLUMNS_UNMATCHED, "plaintext",
                        ParquetProperties.ALGORITHM, "AES_GCM_CTR_V1",
                        ParquetProperties.PLAINTEXT_FOOTER, "true",
                        ParquetProperties.DEK_BITS, "256",
                        ParquetProperties.KEK_BITS, "256"));
        assertThat(place.rules().missingFails()).isTrue();
        assertThat(place.rules().rules().rules())
                .extracting(Rule::inWords)
                .containsExactly(
                        "rule '*.ssn' of policy lake.json, line 2",
                        "rule '!alias/t-acme: a.ssn' of policy lake.json, line 2");
        assertThat(place.required()).isFalse();
        assertThat(place.encryptionContext()).isEqualTo(Map.of("team", "sales"));
        assertThat(place.source()).isEqualTo("policy lake.json, line 2");
    }

    @Test
    void at_unsaid_isTheDefault() {
        PolicyPlace place = at(
                policy("{'version': 1, 'places': [ {'path': '/a', 'footerKey': 'k', 'columns': {'c': ['x']}} ] }"),
                "/a/x");
        assertThat(place.required()).isTrue();
        assertThat(place.rules().missingFails()).isFalse();
        assertThat(place.decided()).containsEntry(KmsProperties.COLUMNS_UNMATCHED, "footer");
    }

    @ParameterizedTest
    @CsvSource({
        "/t/x, there is no directory tenant=… in its path",
        "/t/tenant=/x, can't be a part of the key",
        "/t/tenant=a%2Fb/x, can't be a part of the key",
        "/t/tenant=__HIVE_DEFAULT_PARTITION__/x, is null",
        "/t/tenant=a/tenant=b/x, twice"
    })
    void at_partitionWithoutAKey_isRefusedToWritersAndRequired(String path, String why) {
        PolicyPlace place =
                at(policy("{'version': 1, 'places': [ {'path': '/t', 'key': 'alias/t-{tenant}'} ] }"), path);
        assertThat(place.refusal()).contains(why);
        assertThat(place.required()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/t/_delta_log/1.checkpoint.parquet", "/t/_delta_log/_sidecars/x.parquet", "/t/.hoodie/x.parquet"
            })
    void at_logsOfTables_areUnderOneKeyWithoutRules(String path) {
        Policy policy = policy("""
                {'version': 1, 'places': [
                  {'path': '/t', 'footerKey': 'alias/t-{tenant}', 'logKey': 'log', 'columns': {'c': ['x']},
                   'unmatched': 'fail', 'missing': 'fail'} ] }""");
        PolicyPlace place = at(policy, path);
        assertThat(place.refusal()).isNull();
        assertThat(place.required()).isTrue();
        assertThat(place.rules().rules().isEmpty()).isTrue();
        assertThat(place.decided())
                .isEqualTo(Map.of(ParquetProperties.FOOTER_KEY, "log", KmsProperties.COLUMNS_UNMATCHED, "footer"));
    }

    @Test
    void at_logWithoutAKeyOfItsOwn_isUnderTheFooters() {
        assertThat(key(ofPaths("/t"), "/t/_delta_log/1.checkpoint.parquet")).isEqualTo("k0");
        assertThat(at(
                                policy("{'version': 1, 'places': [ {'path': '/t', 'key': 'alias/t-{tenant}'} ] }"),
                                "/t/_delta_log/1.checkpoint.parquet")
                        .refusal())
                .contains("tenant=…");
    }
}
