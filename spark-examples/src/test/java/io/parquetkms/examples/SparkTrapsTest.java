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

/** What becomes of settings that Spark drops without a word. {@link SparkTraps} tries them, all in one Spark. */
final class SparkTrapsTest {

    private static Map<String, Outcome> outcomes;
    private static Map<String, List<String>> explained;

    private record Outcome(String files, String error) {}

    @BeforeAll
    static void run() throws Exception {
        SparkSubmit submit = SparkSubmit.in("traps").withJar(System.getProperty("tests.jar"));
        SparkSubmit.Result result = submit.run(
                SparkTraps.class, List.of(submit.directory().resolve("files").toString()));
        assertThat(result.status()).as(result.toString()).isZero();
        outcomes = result.lines()
                .filter(line -> line.startsWith("trap\t"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(field -> field[1], field -> new Outcome(field[2], field[3])));
        explained = result.lines()
                .filter(line -> line.startsWith("explained\t"))
                .map(line -> List.of(line.split("\t")))
                .collect(Collectors.toMap(fields -> fields.get(1), fields -> fields.subList(2, fields.size())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options",
                "options-of-v2-source",
                "session",
                "footer-key-in-session",
                "hadoop-configuration",
                "table_options",
                "write_to",
                "insert-overwrite-directory",
                "stream-session",
                "nested-columns",
                "rules-legacy-format-false",
                "rules-legacy-format-true",
                "tags"
            })
    void settingsThatReachTheWriter_encrypt(String trap) {
        assertThat(outcomes.get(trap)).isEqualTo(new Outcome("ENCRYPTED", ""));
    }

    /** Spark ignores these settings; the factory sees a write without keys. */
    @ParameterizedTest
    @ValueSource(strings = {"table_properties", "insert_into", "append_to_table", "write-without-keys"})
    void settingsThatSparkDrops_areRefusedInEncryptedPaths(String trap) {
        assertThat(outcomes.get(trap).files()).isEqualTo("NOTHING");
        assertThat(outcomes.get(trap).error())
                .contains("Refusing to write ", " in plaintext: parquet.kms.encrypted.paths says it must be encrypted");
    }

    /** Spark before 4.2 drops them. */
    @Test
    void optionsOfAStream_encryptOrAreRefused() {
        Outcome outcome = outcomes.get("stream-options");
        if (outcome.error().isEmpty()) {
            assertThat(outcome.files()).isEqualTo("ENCRYPTED");
        } else {
            assertThat(outcome.files()).isEqualTo("NOTHING");
            assertThat(outcome.error()).contains("Refusing to write ", " in plaintext");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session-with-prefix   | has no effect on a running session: set parquet.encryption.
            options-in-upper-case | did you mean parquet.encryption.
            options-misspelt      | did you mean parquet.encryption.column.keys?
            options-misspelt-kms  | did you mean parquet.kms.encrypted.paths?
            partition-column      | a partition column can't be encrypted, its value is in the directory's name
            partition-under-a-rule | Partition column 'name' of
            missing-column        | did you mean 'name'?
            missing-by-rule       | Did you mean 'person.name'?
            group-column          | name its leaf columns, person.name, person.age
            summary-file          | would write a plaintext summary
            """)
    void settingsThatCannotWork_areRefusedBeforeTheFirstByte(String trap, String remedy) {
        assertThat(outcomes.get(trap).files()).isEqualTo("NOTHING");
        assertThat(outcomes.get(trap).error()).contains(remedy);
    }

    /** Spark before 4.0 has no variants. */
    @Test
    void variant_listedByItsName_isEncryptedHoweverItIsShredded() {
        Outcome whole = outcomes.getOrDefault("variant", new Outcome("ENCRYPTED", ""));
        assertThat(whole).isEqualTo(new Outcome("ENCRYPTED", ""));
        assertThat(outcomes.getOrDefault("variant-by-rule", whole)).isEqualTo(whole);
        Outcome part = outcomes.getOrDefault("variant-in-part", new Outcome("NOTHING", "List the variant itself, 'v'"));
        assertThat(part.files()).isEqualTo("NOTHING");
        assertThat(part.error()).contains("List the variant itself, 'v'");
    }

    @Test
    void plaintextFileInEncryptedPath_isNotRead() {
        assertThat(outcomes.get("read-plaintext").error())
                .contains(
                        "planted.parquet, which is not encrypted: parquet.kms.encrypted.paths says it must be encrypted");
    }

    /** Encryption is for whom it is asked: other files stay as they are, and readable. */
    @Test
    void plaintextElsewhere_isWrittenAndRead() {
        assertThat(outcomes.get("write-without-keys-elsewhere")).isEqualTo(new Outcome("PLAINTEXT", ""));
    }

    /** As docs/security.md says: the catalog keeps least and greatest values of an encrypted column. */
    @Test
    void analyzedTable_valuesAreInTheCatalog() {
        assertThat(outcomes.get("analyzed").files()).isEqualTo("ENCRYPTED");
        assertThat(outcomes.get("analyzed").error()).contains("[min,0]", "[max,9]");
    }

    /** By the same settings as a write has: of the session, its options, the table. */
    @ParameterizedTest
    @CsvSource({
        "session, the footer's key is the default where files must be encrypted",
        "options, parquet.kms.columns.unmatched is plaintext by default"
    })
    void explain_schema_isARowForTheFooterAndEachColumn(String name, String ofOthers) {
        String state = name.equals("session") ? "footer key footer footer" : "plaintext null null";
        assertThat(explained.get(name))
                .containsExactly(
                        "null footer key footer footer parquet.encryption.footer.key",
                        "id " + state + " no rule gives it a key, and " + ofOthers,
                        "name own key pii pii parquet.encryption.column.keys",
                        "address.city " + state + " no rule gives it a key, and " + ofOthers);
    }

    @Test
    void explain_table_hasItsOptions() {
        assertThat(explained.get("table")).hasSize(3).contains("name own key pii pii parquet.encryption.column.keys");
    }

    @Test
    void explain_partitionColumn_isNoColumnOfTheFiles() {
        assertThat(explained.get("partitioned"))
                .singleElement()
                .asString()
                .startsWith("null refused null null ")
                .contains("a partition column can't be encrypted");
        assertThat(explained.get("partitioned-by-another"))
                .hasSize(3)
                .contains("name own key pii pii parquet.encryption.column.keys");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            without-keys | null refused null null Refusing to write       | in plaintext: parquet.kms.encrypted.paths says
            view         | failed                                         | source
            sql-no-table | failed                                         | nowhere
            sql-wrong    | failed                                         | takes the name of a table, or a path and a schema
            """)
    void explain_whatCannotBe_saysWhy(String name, String kind, String why) {
        assertThat(explained.get(name))
                .singleElement()
                .asString()
                .startsWith(kind)
                .contains(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql-table", "sql-path"})
    void explain_inSql_isATable(String name) {
        assertThat(explained.get(name))
                .containsExactly(
                        "null footer key footer footer parquet.encryption.footer.key",
                        "name own key pii pii parquet.encryption.column.keys");
    }

    /** Other formats know nothing of Parquet's encryption. */
    @Test
    void orc_isPlaintextWithoutAWord() {
        assertThat(outcomes.get("orc")).isEqualTo(new Outcome("PLAINTEXT", ""));
    }
}
