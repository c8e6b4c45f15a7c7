package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.examples.TableCases.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Delta tables under a policy: {@link DeltaTables} does all of it in one Spark, each step in a session of its own. */
@Tag("full")
final class DeltaTest {

    private static final String POLICY = """
            { "version": 1,
              "places": [
                { "path": "%s",
                  "footerKey": "footer",
                  "columns": { "pii": ["ssn"], "finance": ["salary"] } } ] }
            """;

    private static Map<String, Outcome> outcomes;

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("delta").withJar(System.getProperty("tests.jar"));
        for (String jar : System.getProperty("delta.jars").split(",")) {
            submit.withJar(jar);
        }
        Path files = submit.directory().resolve("files");
        Path policy = Files.writeString(
                submit.directory().resolve("policy.json"),
                POLICY.formatted(files.resolve("lake").toUri()));
        SparkSubmit.Result result = submit.run(
                DeltaTables.class, List.of(files.toString(), "spark.hadoop.parquet.kms.policy=" + policy.toUri()));
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.err())
                .as("what Delta warns of when no checkpoint is written")
                .doesNotContain("checkpoint-related");
        outcomes = TableCases.outcomes(result);
    }

    /** Nothing of the columns stands in clear: not in data, changes, log, checkpoints or checksums. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create | ''
            insert | ''
            update | ''
            merge | ''
            delete | ''
            optimize | ''
            read | [14,10]
            time-travel | [10,10]
            changes | [36,10]
            restore | ''
            insert-overwrite | ''
            checkpoints | [checkpoint]
            read-from-checkpoint | [10,10]
            frame-create | ''
            frame-append | ''
            frame-overwrite | ''
            frame-read | [10,10]
            frame-v2-checkpoints | [sidecar]
            ctas | [10,10]
            save-as-table | [10,10]
            stream | [10,10]
            statistics-later | ''
            conditions | ''
            condition-of-view | ''
            converted | ''
            convert-without-statistics | [10,10]
            clone | [10,10]
            """)
    void underAPolicy_allIsEncryptedAndReadable(String step, String said) {
        assertThat(outcomes.get(step)).isEqualTo(new Outcome("", said));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statistics-frame",
                "statistics-ctas",
                "statistics-insert",
                "statistics-update",
                "statistics-merge",
                "statistics-delete",
                "statistics-optimize",
                "clone-of-statistics"
            })
    void statisticsOfEncryptedColumns_areRefused(String step) {
        assertThat(outcomes.get(step).files()).isIn("", "NONE");
        assertThat(outcomes.get(step).said())
                .contains(
                        "policy.json, line 3",
                        "Delta would put the least and greatest values of id, ssn",
                        "TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '0')",
                        "Nothing was written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"condition-delete", "condition-update", "condition-merge"})
    void valuesInConditions_areRefused(String step) {
        assertThat(outcomes.get(step).files()).isEmpty();
        assertThat(outcomes.get(step).said())
                .contains("Delta would put the condition on ssn into its log, in plaintext");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            options-dropped | Options of a writer to a Delta table have no effect on how files are encrypted
            mapped-names | delta.columnMapping.mode=name Delta gives the columns of its files other names
            partition-encrypted | partition
            orc | orc files can't be encrypted by parquet-kms
            clone-of-elsewhere | the files of a SHALLOW CLONE stay where they are
            """)
    void whatDeltaOrSparkWouldLose_isRefused(String step, String reason) {
        assertThat(outcomes.get(step).files()).isEqualTo("NONE");
        assertThat(outcomes.get(step).said()).contains(reason);
    }

    /** Delta reads them out of encrypted files, too. */
    @Test
    void statisticsOfConvertedFiles_areRefused() {
        assertThat(outcomes.get("convert").files()).isEmpty();
        assertThat(outcomes.get("convert").said())
                .contains("CONVERT TO DELTA would put the least and greatest values", "NO STATISTICS");
    }

    /** With its statistics, as Delta likes it. */
    @Test
    void elsewhere_isLeftAlone() {
        assertThat(outcomes.get("elsewhere").files()).contains("_delta_log/00000000000000000000.json", ".parquet");
        assertThat(outcomes.get("elsewhere").said()).isEqualTo("[10,10]");
    }
}
