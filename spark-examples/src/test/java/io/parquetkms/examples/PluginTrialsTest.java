package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plugin refuses, at start and later. {@link PluginTrials} tries it, one application after the other in one JVM. */
final class PluginTrialsTest {

    private static Map<String, Outcome> outcomes;

    private record Outcome(String kind, String message, String files) {}

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("trials").withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.run(
                PluginTrials.class, List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        outcomes = result.lines()
                .filter(line -> line.startsWith("trial\t"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(field -> field[1], field -> new Outcome(field[2], field[3], field[4])));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing-set",
                "keys-in-one-process",
                "other-factory-without-paths",
                "preflight-finds-key",
                "read-in-next-application"
            })
    void applications_start(String trial) {
        assertThat(outcomes.get(trial)).isEqualTo(new Outcome("ok", "", "nothing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prefix-missing         | spark.parquet.kms.key.pii has no effect: did you mean spark.hadoop.parquet.kms.key.pii?
            prefix-of-sql          | did you mean spark.hadoop.parquet.encryption.footer.key?
            misspelt               | did you mean parquet.kms.spark.broker?
            misspelt-in-the-middle | did you mean parquet.encryption.uniform.key?
            prefix-twice           | spark.parquet.encryption.uniform.key has no effect: set parquet.encryption.uniform.key
            other-factory          | PropertiesDrivenCryptoFactory, which doesn't refuse plaintext where parquet.kms.encrypted.paths says
            other-factory-of-sessions | PropertiesDrivenCryptoFactory, which doesn't refuse plaintext where parquet.kms.encrypted.paths says
            bad-value              | Invalid value 'maybe' of parquet.kms.spark.broker: must be one of
            columns-without-footer | set parquet.encryption.footer.key
            key-that-is-none       | 'my key' is no key ARN, alias ARN, alias/<name> or key id
            preflight-misses-key   | parquet.kms.spark.preflight=kms found keys that can't be used: parquet.kms.key.a: There is no key 'nobody'
            """)
    void wrongSettings_endTheApplicationBeforeItBegins(String trial, String remedy) {
        assertThat(outcomes.get(trial).kind()).isEqualTo("refused");
        assertThat(outcomes.get(trial).message()).contains(remedy);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write-provider       | parquet.kms.provider
            write-endpoint       | parquet.kms.aws.endpoint
            write-credentials    | parquet.kms.aws.credentials
            write-keystore       | hadoop.security.key.provider.path
            write-re-pointed-key | parquet.kms.key.pii
            write-age            | parquet.kms.kek.max.age
            table-options        | parquet.kms.
            session              | parquet.kms.provider
            read-endpoint        | parquet.kms.aws.endpoint
            """)
    void laterSettingsThatRedirectOrRelax_areRefused(String trial, String property) {
        assertThat(outcomes.get(trial))
                .extracting(Outcome::kind, Outcome::files)
                .containsExactly("refused", "nothing");
        assertThat(outcomes.get(trial).message())
                .contains("Property " + property)
                .contains("can't be changed in a running application");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paths-emptied", "paths-replaced"})
    void pathsThatMustBeEncrypted_stayThem(String trial) {
        assertThat(outcomes.get(trial).files()).isEqualTo("nothing");
        assertThat(outcomes.get(trial).message()).contains("Refusing to write ", " in plaintext");
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-options", "write-same-again", "write-further-key"})
    void laterSettingsThatAddKeysOrColumns_work(String trial) {
        assertThat(outcomes.get(trial)).isEqualTo(new Outcome("ok", "", "encrypted"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            uniform-to-some-columns | parquet.encryption.complete.columns
            pages-in-ctr            | parquet.encryption.algorithm
            plaintext-footer        | parquet.encryption.plaintext.footer
            shorter-keys            | parquet.encryption.data.key.length.bits
            shorter_keys_by_a_table | parquet.encryption.data.key.length.bits
            other-context           | parquet.kms.encryption.context
            set-ctr                 | parquet.encryption.algorithm
            set-misspelt            | spark.parquet.encryption.uniform.key has no effect
            set-misspelt-of-sql     | spark.sql.parquet.encryption.uniform.key has no effect
            """)
    void laterSettingsThatEncryptLess_areRefused(String trial, String property) {
        assertThat(outcomes.get(trial))
                .extracting(Outcome::kind, Outcome::files)
                .containsExactly("refused", "nothing");
        assertThat(outcomes.get(trial).message()).contains("Property " + property);
    }

    /** The start's key encrypts everything; a blank one later is none, and keys of columns leave no column out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "uniform-as-started",
                "uniform-emptied",
                "uniform_emptied_by_a_table",
                "uniform-to-columns",
                "further-context",
                "set-uniform"
            })
    void laterSettingsThatEncryptAsMuch_work(String trial) {
        assertThat(outcomes.get(trial)).isEqualTo(new Outcome("ok", "", "encrypted"));
    }

    @Test
    void reading_works() {
        assertThat(outcomes.get("read-options").kind()).isEqualTo("ok");
    }
}
