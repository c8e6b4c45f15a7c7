package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.examples.TableCases.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Iceberg, which never asks Parquet's crypto factory: {@link IcebergTables} tries all in one Spark. There is none for Spark 4.2 yet. */
@Tag("full")
@Tag("iceberg")
final class IcebergTest {

    private static Map<String, Outcome> outcomes;

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("iceberg")
                .withJar(System.getProperty("tests.jar"))
                .withJar(System.getProperty("iceberg.jars"));
        SparkSubmit.Result result = submit.run(
                IcebergTables.class, List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        outcomes = TableCases.outcomes(result);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"insert", "insert-overwrite", "ctas", "replace", "frame", "stream", "update", "delete", "merge"})
    void whereFilesMustBeEncrypted_isRefusedWithTheReason(String step) {
        assertThat(outcomes.get(step).files()).isIn("", "NONE");
        assertThat(outcomes.get(step).said())
                .contains(
                        "parquet.kms.encrypted.paths says it must be encrypted, but Iceberg's writer takes Parquet's crypto"
                                + " factory out of its settings, and writes plaintext");
    }

    /** In plaintext, though a key is configured: nobody can change that. */
    @Test
    void elsewhere_isPlaintext() {
        assertThat(outcomes.get("elsewhere").files()).contains(".parquet");
        assertThat(outcomes.get("elsewhere").said()).isEmpty();
    }

    /** An error, and neither rows nor bounds of columns in the manifests. */
    @Test
    void addFiles_ofEncryptedOnes_addsNone() {
        assertThat(outcomes.get("add-files").files()).isEmpty();
        assertThat(outcomes.get("add-files").said()).contains("No keys available");
        assertThat(outcomes.get("added").said()).isEmpty();
    }
}
