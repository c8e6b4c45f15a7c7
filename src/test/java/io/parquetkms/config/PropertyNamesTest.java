package io.parquetkms.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PropertyNamesTest {

    private static void check(String... names) {
        Map<String, String> properties = new HashMap<>();
        Stream.of(names).forEach(name -> properties.put(name, "x"));
        TestSettings.NAMES.check(properties);
    }

    private static ThrowableAssertAlternative<InvalidConfigurationException> assertRefused(String... names) {
        return assertThatExceptionOfType(InvalidConfigurationException.class).isThrownBy(() -> check(names));
    }

    static Stream<String> known() {
        return Stream.concat(ParquetProperties.ALL.stream(), KmsProperties.ALL.stream())
                .filter(property -> !property.isPrefix())
                .map(Property::name)
                .filter(name -> name.startsWith("parquet."));
    }

    @ParameterizedTest
    @MethodSource("known")
    void check_knownName_isAccepted(String name) {
        assertThatCode(() -> check(name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("known")
    void check_knownNameInUpperCase_isRefused(String name) {
        String upper = name.substring(0, 8) + name.substring(8, 9).toUpperCase(Locale.ROOT) + name.substring(9);
        assertRefused(upper).withMessage("Unknown property " + upper + ": did you mean " + name + "?");
    }

    @ParameterizedTest
    @MethodSource("known")
    void check_knownNameWithALetterTooFew_isRefused(String name) {
        String shorter = name.substring(0, name.length() - 1);
        assertRefused(shorter).withMessage("Unknown property " + shorter + ": did you mean " + name + "?");
    }

    /** The first three are from users' questions about Spark and parquet-java. */
    @ParameterizedTest
    @CsvSource({
        "parquet.ecnryption.kms.client.class, parquet.encryption.kms.client.class",
        "parquet.encryption.column.key, parquet.encryption.column.keys",
        "parquet.encryption.footer.keys, parquet.encryption.footer.key",
        "parquet.encryption.columns.keys, parquet.encryption.column.keys",
        "parquet.encrytion.uniform.key, parquet.encryption.uniform.key",
        "parquet.encrypt.footer.key, parquet.encryption.footer.key",
        "parquet.encryption.foter.key, parquet.encryption.footer.key",
        "parquet.encryption.column-keys, parquet.encryption.column.keys",
        "parquet.encryption.plain.text.footer, parquet.encryption.plaintext.footer",
        "parquet.crypto.factory.clas, parquet.crypto.factory.class",
        "parquet.cypto.factory.class, parquet.crypto.factory.class",
        "parquet.km.provider, parquet.kms.provider",
        "parquet.kms.aws.regoin, parquet.kms.aws.region",
        "parquet.kms.encrypted.path, parquet.kms.encrypted.paths",
        "parquet.kms.trusted.key, parquet.kms.trusted.keys",
        "parquet.encrypted.paths, parquet.kms.encrypted.paths",
        "parquet.trusted.keys, parquet.kms.trusted.keys",
        "parquet.aws.region, parquet.kms.aws.region",
        "parquet.key.pii, parquet.kms.key.pii",
        "parquet.encryption.factory.class, parquet.crypto.factory.class",
        "parquet.encryption.uniform, parquet.encryption.uniform.key",
        "parquet.encryption.footer, parquet.encryption.footer.key",
        "parquet.encryption.columns, parquet.encryption.column.keys",
        "Parquet.Encryption.Footer.Key, parquet.encryption.footer.key",
    })
    void check_nearMiss_isRefusedWithSuggestion(String name, String suggestion) {
        assertRefused(name).withMessage("Unknown property " + name + ": did you mean " + suggestion + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet.kms.nonsense.of.some.length",
                "parquet.kms.",
                "PARQUET.KMS.NONSENSE.OF.SOME.LENGTH",
                "parquet.encryption",
                "parquet.encryption.",
                "parquet.encryption.key",
                "parquet.encryption.enabled",
                "parquet.encryption.aad.prefix",
                "Parquet.Encryption.Enabled",
                "parquet.encrypt.all.the.columns",
                "parquet.crypto",
                "parquet.crypto.enabled",
                "parquet.crypto.factory",
            })
    void check_unknownNameOfOurs_isRefused(String name) {
        assertRefused(name).withMessage("Unknown property " + name + "; docs/configuration.md lists them all");
    }

    @Test
    void check_plannedName_isRefusedAsPlanned() {
        assertRefused("parquet.kms.dataset")
                .withMessageContaining("parquet.kms.dataset is not supported by this version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pii", "pii.v2", "hr_2026-a", "7", "a"})
    void check_keyName_isAccepted(String name) {
        assertThatCode(() -> check("parquet.kms.key." + name)).doesNotThrowAnyException();
        assertThat(PropertyNames.isKeyName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PII", "pii key", "-pii", ".pii", "pii/2", "pii:2", "é"})
    void check_invalidKeyName_isRefused(String name) {
        assertRefused("parquet.kms.key." + name).withMessageContainingAll("a key's name is lower-case letters");
        assertThat(PropertyNames.isKeyName(name)).isFalse();
    }

    /** As in Spark's own tests. */
    @Test
    void check_keyNameInMixedCase_isRefusedWithTheOneThatWorks() {
        assertRefused("parquet.kms.key.footerKey").withMessageEndingWith("; did you mean parquet.kms.key.footerkey?");
        assertRefused("parquet.kms.key.pii Key").withMessageEndingWith("the options of a reader)");
    }

    @Test
    void check_keyNameTooLong_isRefused() {
        assertThatCode(() -> check("parquet.kms.key." + "a".repeat(256))).doesNotThrowAnyException();
        assertRefused("parquet.kms.key." + "a".repeat(257)).withMessageContaining("Invalid property");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet.encryption.footer.key",
                "parquet.encryption.column.keys",
                "parquet.crypto.factory.class",
                "parquet.kms.provider",
                "parquet.kms.key.pii",
            })
    void check_sparkPrefix_isRefusedUnlessTheBareNameIsThere(String name) {
        assertRefused("spark.hadoop." + name)
                .withMessage("Property spark.hadoop." + name + " has no effect on a running session: set " + name);
        assertThatCode(() -> check("spark.hadoop." + name, name)).doesNotThrowAnyException();
    }

    @Test
    void check_sparkPrefixOnAMisspeltName_isRefused() {
        assertRefused("spark.hadoop.parquet.encryption.column.key")
                .withMessageContaining("did you mean parquet.encryption.column.keys?");
    }

    @ParameterizedTest
    @CsvSource({
        "spark.parquet.encryption.uniform.key, set parquet.encryption.uniform.key",
        "spark.sql.parquet.encryption.uniform.key, set parquet.encryption.uniform.key",
        "spark.sql.hive.parquet.crypto.factory.class, set parquet.crypto.factory.class",
        "spark.hadoop.spark.parquet.encryption.footer.key, set parquet.encryption.footer.key",
        "spark.hadoop.spark.hadoop.parquet.kms.provider, set parquet.kms.provider",
        "spark.parquet.kms.key.pii, set parquet.kms.key.pii",
        "SPARK.SQL.PARQUET.ENCRYPTION.FOOTER.KEY, set parquet.encryption.footer.key",
        "spark.sql.parquet.encryption.uniform, did you mean parquet.encryption.uniform.key?",
        "spark.sql.parquet.encryption.enabled, docs/configuration.md lists them all",
        "spark.sql.parquet.encrypt, docs/configuration.md lists them all",
        "hadoop.parquet.encryption.footer.key, set parquet.encryption.footer.key",
    })
    void check_prefixThatNobodyStrips_isRefused(String name, String remedy) {
        String atStart = remedy.startsWith("set ") ? ", at start spark.hadoop." + remedy.substring(4) : "";
        assertRefused(name).withMessage("Property " + name + " has no effect: " + remedy + atStart);
        String bare = name.substring(name.toLowerCase(Locale.ROOT).lastIndexOf("parquet."));
        if (remedy.startsWith("set ")) {
            assertRefused(name, bare.toLowerCase(Locale.ROOT)).withMessageStartingWith("Property " + name);
        }
    }

    /** What the plugin hands to executors, and what others have under such names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "spark.plugins.internal.conf.io.parquetkms.spark.ParquetKmsPlugin.started.with.parquet.kms.provider",
                "spark.plugins.internal.conf.io.parquetkms.spark.ParquetKmsPlugin.started.with.parquet.encryption.footer.key",
                "spark.sql.parquet.compression.codec",
                "spark.sql.parquet.enableVectorizedReader",
                "spark.sql.hive.convertMetastoreParquet",
                "spark.io.encryption.enabled",
                "spark.network.crypto.enabled",
                "spark.parquet",
                "spark.myparquet.encryption.key",
                "hadoop.security.key.provider.path",
                "hadoop.parquet.block.size",
                "fs.s3a.encryption.key",
                "io.parquet.encryption.key",
            })
    void matters_nameOfOthers_doesNot(String name) {
        assertThat(PropertyNames.matters(name)).isFalse();
        assertThatCode(() -> check(name)).doesNotThrowAnyException();
    }

    /** A session's configuration holds all of Spark's, with which it reaches the factory. */
    @Test
    void properties_ofAConfiguration_areThoseThatMatter() {
        assertThat(Settings.properties(
                                TestSettings.configuration(
                                        "spark.sql.parquet.encryption.uniform.key", "a",
                                        "spark.sql.parquet.compression.codec", "zstd",
                                        "spark.hadoop.parquet.block.size", "1",
                                        "Parquet.encryption.uniform", "b",
                                        "fs.defaultFS", "file:///"),
                                TestSettings.NAMES.ofHadoop())
                        .keySet())
                .containsExactlyInAnyOrder(
                        "spark.sql.parquet.encryption.uniform.key",
                        "spark.hadoop.parquet.block.size",
                        "Parquet.encryption.uniform");
    }

    @Test
    void check_sparkPrefixOnOthers_isAccepted() {
        assertThatCode(() -> check("spark.hadoop.parquet.block.size")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet.avro.add-list-element-records",
                "parquet.avro.data.supplier",
                "parquet.avro.projection",
                "parquet.avro.read.schema",
                "parquet.avro.schema",
                "parquet.avro.write-old-list-structure",
                "parquet.benchmark.bytes.read",
                "parquet.block.size",
                "parquet.bloom.filter.enabled",
                "parquet.bloom.filter.enabled#ssn",
                "parquet.bloom.filter.expected.ndv",
                "parquet.bloom.filter.fpp",
                "parquet.bloom.filter.max.bytes",
                "parquet.columnindex.truncate.length",
                "parquet.compression",
                "parquet.compression.codec.zstd.bufferPool.enabled",
                "parquet.compression.codec.zstd.level",
                "parquet.compression.codec.zstd.workers",
                "parquet.dictionary.page.size",
                "parquet.enable.dictionary",
                "parquet.enable.summary-metadata",
                "parquet.encryption.key.list", // of the mock KMS in parquet-java's and Spark's documentation
                "parquet.encryption.new.key.list", // of the same, for the rotation of keys
                "parquet.example.schema",
                "parquet.filter.bloom.enabled",
                "parquet.filter.columnindex.enabled",
                "parquet.filter.dictionary.enabled",
                "parquet.filter.record-level.enabled",
                "parquet.filter.stats.enabled",
                "parquet.hadoop.vectored.io.enabled",
                "parquet.memory.min.chunk.size",
                "parquet.memory.pool.ratio",
                "parquet.metadata.read.parallelism",
                "parquet.page.row.count.limit",
                "parquet.page.size",
                "parquet.page.size.check.estimate",
                "parquet.page.size.row.check.max",
                "parquet.page.size.row.check.min",
                "parquet.page.verify-checksum.enabled",
                "parquet.page.write-checksum.enabled",
                "parquet.private.read.filter.predicate",
                "parquet.proto.writeSpecsCompliant",
                "parquet.read.allocation.size",
                "parquet.read.bad.record.threshold",
                "parquet.read.filter",
                "parquet.read.schema",
                "parquet.read.support.class",
                "parquet.split.files",
                "parquet.statistics.truncate.length",
                "parquet.strict.typing",
                "parquet.strings.signed-min-max.enabled",
                "parquet.summary.metadata.level",
                "parquet.task.side.metadata",
                "parquet.thrift.converter.class",
                "parquet.validation",
                "parquet.write.support.class",
                "parquet.writer.max-padding",
                "parquet.writer.version",
            })
    void check_propertyOfOthers_isLeftAlone(String name) {
        assertThatCode(() -> check(name, "spark.hadoop." + name)).doesNotThrowAnyException();
    }
}
