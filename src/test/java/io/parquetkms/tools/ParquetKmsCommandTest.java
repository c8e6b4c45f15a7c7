package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line in this JVM, without any KMS: exit codes, answers and errors. */
final class ParquetKmsCommandTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000001";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path schema = Path.of("");

    @BeforeEach
    void writeSchema() throws IOException {
        schema = file(
                "schema.txt",
                "message m { required binary ssn (STRING); optional int32 \"amount\"; }".replace("\"", ""));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int run(String... arguments) {
        return ParquetKmsCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int explain(String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", "/lake/people", "--schema", schema.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private String[] columnKeys(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--conf", "parquet.kms.key.pii=" + KEY,
                "--conf", "spark.hadoop.parquet.encryption.footer.key=pii",
                "--conf", "parquet.encryption.column.keys=pii:ssn"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    @Test
    void explain_columns_asTable() {
        assertThat(explain(columnKeys())).isZero();
        assertThat(out.toString())
                .startsWith("/lake/people: encrypted\n")
                .containsPattern("\nssn +own key +pii +" + KEY + " +parquet.encryption.column.keys\n")
                .containsPattern("\namount +plaintext +no rule gives it a key");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void explain_columns_asCsv() {
        assertThat(explain(columnKeys("--format", "csv"))).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "column,state,key,key_id,decided_by",
                        ",footer key,pii," + KEY + ",parquet.encryption.footer.key",
                        "ssn,own key,pii," + KEY + ",parquet.encryption.column.keys",
                        "amount,plaintext,,,\"no rule gives it a key, and parquet.kms.columns.unmatched is plaintext by default\"");
    }

    @Test
    void explain_columns_asJson() throws IOException {
        assertThat(explain(columnKeys("--format=JSON", "--conf", "parquet.kms.encryption.context=app=etl")))
                .isZero();
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        assertThat(answer.get("path").asText()).isEqualTo("/lake/people");
        assertThat(answer.get("outcome").asText()).isEqualTo("encrypted");
        assertThat(answer.get("refusal").isNull()).isTrue();
        assertThat(answer.at("/encryptionContext/app").asText()).isEqualTo("etl");
        assertThat(answer.at("/parts/0/column").isNull()).isTrue();
        assertThat(answer.at("/parts/0/state").asText()).isEqualTo("footer key");
        assertThat(answer.at("/parts/1"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"column\": \"ssn\", \"state\": \"own key\", \"key\": \"pii\"," + " \"keyId\": \""
                                + KEY + "\", \"decidedBy\": \"parquet.encryption.column.keys\"}"));
        assertThat(answer.at("/parts/2/key").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "csv"})
    void explain_refused_isAnAnswer(String format) {
        assertThat(explain(columnKeys("--conf", "parquet.encryption.column.keys=pii:SSN", "--format", format)))
                .isEqualTo(1);
        assertThat(out.toString()).containsIgnoringCase("refus").contains("did you mean 'ssn'?");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void explain_withoutKeys_isPlaintext() {
        assertThat(explain()).isZero();
        assertThat(out.toString()).startsWith("/lake/people: plaintext\n").contains("no key is configured for it");
    }

    /** What a later source says counts; the plugin in spark-defaults makes the library the factory. */
    @Test
    void settings_fromFileAndOptions_lastCounts() throws IOException {
        Path defaults = file("spark-defaults.conf", """
                # A comment
                spark.plugins                            io.parquetkms.spark.ParquetKmsPlugin
                spark.hadoop.parquet.kms.key.pii         %s
                spark.hadoop.parquet.encryption.uniform.key = nobody
                """.formatted(KEY));
        String[] arguments = {"--properties-file", defaults.toString()};
        assertThat(explain(arguments)).isEqualTo(1);
        assertThat(out.toString()).contains("Unknown key 'nobody'");
        out.getBuffer().setLength(0);
        assertThat(explain(
                        "--properties-file",
                        defaults.toString(),
                        "--conf",
                        "spark.hadoop.parquet.encryption.uniform.key=pii"))
                .isZero();
        assertThat(out.toString()).contains("one key for everything").doesNotContain("Note:");
    }

    @Test
    void settings_fromHadoopXml() throws IOException {
        Path site = file(
                "core-site.xml",
                "<configuration><property><name>parquet.encryption.uniform.key</name><value>" + KEY
                        + "</value></property></configuration>");
        assertThat(explain("--properties-file", site.toString())).isZero();
        assertThat(out.toString()).contains("one key for everything", "Note: parquet.crypto.factory.class is not set");
    }

    /** spark-submit has read spark-defaults.conf and its options before it calls the main class. */
    @Test
    void settings_ofSparkSubmit_count() {
        System.setProperty("spark.hadoop.parquet.encryption.uniform.key", KEY);
        try {
            assertThat(explain()).isZero();
        } finally {
            System.clearProperty("spark.hadoop.parquet.encryption.uniform.key");
        }
        assertThat(out.toString()).contains("one key for everything");
    }

    @Test
    void schema_ofAFile_orOfTheDirectorysOwn() {
        Path dataset = directory.resolve("dataset");
        Table.write(
                new Configuration(false),
                new org.apache.hadoop.fs.Path(
                        dataset.resolve("date=1/a.parquet").toUri()),
                1);
        assertThat(run("explain", dataset.toString())).isZero();
        assertThat(run(
                        "explain",
                        "/elsewhere",
                        "--schema",
                        dataset.resolve("date=1/a.parquet").toString()))
                .isZero();
        assertThat(out.toString().split("address.city", -1)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nothing.txt    |                     | does not exist
            empty.txt      |                     | is no Parquet file and holds no Parquet schema
            spark.json     | {"type": "struct"}  | is no Parquet file and holds no Parquet schema
            broken.parquet | PAR1nothing more    | broken.parquet is not a Parquet file
            """)
    void schema_thatIsNone_isAnErrorInOneLine(String name, String text, String problem) throws IOException {
        if (!name.equals("nothing.txt")) {
            file(name, text == null ? "" : text);
        }
        assertThat(run(
                        "explain",
                        "/lake/people",
                        "--schema",
                        directory.resolve(name).toString()))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("parquet-kms: ").contains(problem);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void schema_ofAnEmptyDirectory_isAskedFor() {
        assertThat(run("explain", emptyDirectory())).isEqualTo(2);
        assertThat(err.toString()).contains("give one with --schema");
    }

    private String emptyDirectory() {
        Path empty = directory.resolve("empty");
        assertThat(empty.toFile().mkdir()).isTrue();
        return empty.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                          | Which subcommand?
            explian                                     | Unmatched argument at index 0: 'explian'
            explain                                     | Missing required parameter: '<directory>'
            explain /a --format=xml                     | Invalid value for option '--format'
            explain /a --conf parquet.kms.key.pii       | --conf
            explain /a --properties-file no.conf        | There is no file no.conf
            explain /a --conf spark.parquet.kms.policy=x| did you mean spark.hadoop.parquet.kms.policy?
            """)
    void wrongUsage_isAnErrorInOneLine(String arguments, String problem) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("parquet-kms: ").contains(problem);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void debug_printsTheStackTrace() {
        assertThat(run("explain", "/lake/people", "--schema", directory + "/nothing", "--debug"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("FileNotFoundException", "\tat ");
    }

    @Test
    void help_namesSubcommandsAndExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(run("explain", "--help")).isZero();
        assertThat(out.toString()).contains("explain", "--properties-file", "Exit codes: 0");
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("parquet-kms (unpackaged)");
    }

    /** As where a jar is missing. */
    static final class HalfThere extends RawLocalFileSystem {

        @Override
        public void initialize(URI uri, Configuration configuration) {
            throw new NoClassDefFoundError("org/example/Absent");
        }
    }

    @Test
    void missingClass_isOneLine_and2() {
        assertThat(run("inspect", "half://lake/people", "--conf", "fs.half.impl=" + HalfThere.class.getName()))
                .isEqualTo(2);
        assertThat(err.toString()).isEqualTo("parquet-kms: java.lang.NoClassDefFoundError: org/example/Absent\n");
    }
}
