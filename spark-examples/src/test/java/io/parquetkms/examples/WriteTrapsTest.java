package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the plugin nothing that must be encrypted is written in plaintext, however Spark is asked, and a wrong write deletes nothing. {@link
 * WriteTraps} tries it all in one Spark.
 */
final class WriteTrapsTest {

    private static final String NOT_DELETED = "(Nothing was written, nothing was deleted.)";

    private static final Map<String, Outcome> OUTCOMES = new LinkedHashMap<>();

    private static final Map<String, Outcome> INCOMPLETE = new LinkedHashMap<>();

    private static List<String> warnings = List.of();

    private record Outcome(String files, String error) {}

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("write-traps").withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.run(
                WriteTraps.class, List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        warnings = result.err().lines().filter(line -> line.startsWith("WARN")).toList();
        read(result, "trap", OUTCOMES);
        read(result, "incomplete", INCOMPLETE);
    }

    private static void read(SparkSubmit.Result result, String kind, Map<String, Outcome> outcomes) {
        result.lines()
                .filter(line -> line.startsWith(kind + "\t"))
                .map(line -> line.split("\t", -1))
                .forEach(field -> outcomes.put(field[1], new Outcome(field[2], field[3])));
    }

    private static boolean dropsBeforeItAsks() {
        return isBefore("4.1");
    }

    private static boolean isBefore(String version) {
        return System.getProperty("spark.version").compareTo(version) < 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options",
                "tag",
                "insert-overwrite-directory",
                "partitioned",
                "session",
                "commit-protocol-of-start-in-session",
                "session-of-v2-sources",
                "hadoop-configuration",
                "table_options",
                "append_to_encrypted_table",
                "save_as_table",
                "ctas",
                "write_to",
                "altered_serde_properties",
                "stream-session",
                "stream-with-state",
                "own-8",
                "commit-encrypted",
                "policy",
                "policy-sql",
                "policy-stream",
                "policy-teams"
            })
    void settingsThatReachTheWriter_encrypt(String trap) {
        assertThat(OUTCOMES.get(trap)).isEqualTo(new Outcome("ENCRYPTED", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            options-in-upper-case                   | did you mean parquet.encryption.footer.key?
            options-misspelt                        | did you mean parquet.encryption.column.keys?
            no-options                              | no key is configured
            factory-by-option                       | parquet.crypto.factory.class is org.apache.parquet
            factory-emptied-by-option               | parquet.crypto.factory.class is empty
            summary-file                            | would write a plaintext summary
            tag-without-key                         | tagged to be encrypted, but no key is configured
            tag-of-a-partition                      | the files are partitioned by it
            insert-overwrite-directory-without-keys | no key is configured
            partitioned-by-an-encrypted-column      | a partition column can't be encrypted
            session-with-prefix                     | has no effect on a running session
            session-of-v2-sources-without-keys      | no key is configured
            factory-of-session                      | which does not ask parquet-kms
            commit-protocol-of-session              | does not look at files before they are committed
            insert_into                             | no key is configured
            append_to_table                         | by ALTER TABLE … SET SERDEPROPERTIES
            save_as_table_without_keys              | no key is configured
            ctas_without_keys                       | no key is configured
            ctas_of_orc                             | orc files can't be encrypted
            ctas_properties                         | Give them as OPTIONS of CREATE TABLE
            write_to_property                       | Give them as OPTIONS of CREATE TABLE
            stream-without-keys                     | no key is configured
            orc                                     | orc files can't be encrypted
            csv                                     | csv files can't be encrypted
            json                                    | json files can't be encrypted
            text                                    | text files can't be encrypted
            orc_table                               | orc files can't be encrypted
            orc-directory                           | orc files can't be encrypted
            own-7                                   | no key is configured
            policy-orc                              | line 5 says it must be encrypted, and orc files
            policy-fits-nothing                     | fits no column
            policy-partition                        | its values stand in the names of directories
            policy-other-key                        | would change what policy
            """)
    void whatCannotBeEncrypted_isRefusedBeforeItBegins(String trap, String reason) {
        assertThat(OUTCOMES.get(trap).files()).isEqualTo("NOTHING");
        assertThat(OUTCOMES.get(trap).error()).contains("Refusing to write ", reason, NOT_DELETED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            table_properties   | Give them as OPTIONS of CREATE TABLE
            altered_properties | Use ALTER TABLE … SET SERDEPROPERTIES
            """)
    void propertiesThatSparkDrops_areRefused(String trap, String remedy) {
        assertThat(OUTCOMES.get(trap).files()).isEqualTo("NOTHING");
        assertThat(OUTCOMES.get(trap).error()).contains("TBLPROPERTIES of table ", " without a word. ", remedy);
    }

    /** Spark before 4.2 drops them. */
    @Test
    void optionsOfAStream_encryptOrAreRefused() {
        Outcome outcome = OUTCOMES.get("stream-options");
        if (isBefore("4.2")) {
            assertThat(outcome.files()).isEqualTo("NOTHING");
            assertThat(outcome.error()).contains("Options of a stream have no effect", "spark.conf.set", NOT_DELETED);
        } else {
            assertThat(outcome).isEqualTo(new Outcome("ENCRYPTED", ""));
        }
    }

    @Test
    void streamWithState_isWarnedOf_andNoOther() {
        assertThat(warnings.stream().filter(line -> line.contains("A stream keeps state")))
                .singleElement()
                .asString()
                .contains("(Deduplicate) in its checkpoint ", "/free/state: values of rows stand there in plaintext");
    }

    /** They would be in the catalog. */
    @Test
    void statisticsOfEncryptedColumns_areRefused() {
        assertThat(OUTCOMES.get("analyzed").error())
                .contains(
                        "Refusing a change of statistics of ",
                        "the least and greatest values of encrypted columns (id) would stand in the catalog");
    }

    /** Only the rows tell which partitions there will be; the files are looked at before they are committed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            commit-orc           | Refusing to commit
            commit-json          | Refusing to commit
            commit-other-factory | Refusing to commit
            own-7-by-rows        | Refusing to write
            """)
    void plaintextInAGuardedPartition_isNotCommitted(String trap, String refusal) {
        assertThat(OUTCOMES.get(trap).files()).isEqualTo("NOTHING");
        assertThat(OUTCOMES.get(trap).error())
                .contains(refusal, "parquet.kms.encrypted.paths says it must be encrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commit-elsewhere",
                "elsewhere",
                "elsewhere-by-rows",
                "own-10-elsewhere",
                "read-ignoring-elsewhere"
            })
    void plaintextElsewhere_isNobodysConcern(String trap) {
        assertThat(OUTCOMES.get(trap)).isEqualTo(new Outcome("PLAINTEXT", ""));
    }

    @Test
    void plaintextFooter_countsAsEncrypted() {
        assertThat(OUTCOMES.get("commit-plaintext-footer").files()).isEqualTo("WRITTEN");
    }

    /** Of every kind of mistake, by every way to overwrite. */
    @Test
    void wrongOverwrite_leavesTheTableWhole() {
        Map<String, Outcome> overwrites = new LinkedHashMap<>(OUTCOMES);
        overwrites
                .keySet()
                .removeIf(name -> !name.contains("/") || (dropsBeforeItAsks() && name.endsWith("save-as-table")));
        assertThat(overwrites).hasSizeGreaterThan(90).allSatisfy((name, outcome) -> {
            assertThat(outcome.files()).isEqualTo("WHOLE");
            assertThat(outcome.error()).contains("Refusing to write ", NOT_DELETED);
        });
    }

    /** As docs/spark.md says: before 4.1 {@code mode("overwrite").saveAsTable} drops the table before it asks, and the message says so. */
    @Test
    void saveAsTable_thatDroppedFirst_saysSo() {
        OUTCOMES.forEach((name, outcome) -> {
            if (dropsBeforeItAsks() && name.endsWith("/save-as-table")) {
                assertThat(outcome.error())
                        .contains("Spark had dropped it before it asked")
                        .doesNotContain(NOT_DELETED);
            }
        });
        assertThat(OUTCOMES).containsKey("no-key/save-as-table");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read-ignoring-by-option",
                "read-ignoring-by-session",
                "read-ignoring-by-session-of-v2",
                "read-ignoring-set-late",
                "read-ignoring-by-table"
            })
    void readThatIgnoresErrors_isRefused(String trap) {
        assertThat(OUTCOMES.get(trap).error())
                .contains("Refusing to read ", " with ignoreCorruptFiles=true", "Set it to false");
    }

    @Test
    void read_works() {
        assertThat(OUTCOMES.get("read").error()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schema | id BIGINT,day INT
            nulls  | [10,10,0]
            rows   | 10
            """)
    void readable_leavesOutWhatTheRoleCannotRead(String name, String expected) {
        assertThat(INCOMPLETE.get(name)).isEqualTo(new Outcome(expected, ""));
    }

    /** And a stream that was refused leaves no log behind, which would hide all rows. */
    @ParameterizedTest
    @ValueSource(strings = {"overwrite", "append-nulls", "csv", "sql", "stream"})
    void rowsThatLackColumns_areNotWrittenBack(String way) {
        assertThat(INCOMPLETE.get(way).files()).isEqualTo("WHOLE");
        assertThat(INCOMPLETE.get(way).error())
                .contains("Refusing to write ", "without the columns that this role can't decrypt", NOT_DELETED);
    }
}
