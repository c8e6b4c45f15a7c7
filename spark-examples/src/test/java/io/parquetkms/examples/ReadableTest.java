package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.spark.sql.ReadableView;
import io.parquetkms.testkms.Fault;
import io.parquetkms.testkms.Operation;
import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A role that may not decrypt with every key reads the rest, and can't write it back: as {@code docs/readable.md} says, whose blocks are run as
 * they stand there. {@link ReadableTraps} tries it all in one Spark, with the views that the command has printed.
 */
@Tag("full")
final class ReadableTest {

    private static final Path PAGE = Path.of("..", "docs", "readable.md").toAbsolutePath();

    private static final Set<String> ALLOWED = Set.of(
            "elsewhere",
            "elsewhere-as-table",
            "full-rows",
            "unseen-checkpoint",
            "unseen-local-checkpoint",
            "unseen-rdd",
            "unseen-batch");

    /** By Spark, whose tables of files can't do that. */
    private static final Set<String> IMPOSSIBLE = Set.of("write-to-append", "write-to-partitions", "write-to-replace");

    private static final Map<String, String> SEEN = new LinkedHashMap<>();
    private static final Map<String, String> BACK = new LinkedHashMap<>();
    private static String outage;

    @BeforeAll
    static void run() throws Exception {
        try (ClusterKms kms = new ClusterKms()) {
            String files =
                    SparkSubmit.in("readable").directory().resolve("files").toString();
            Map<String, String> settings = kms.settings();
            kms.server().faults(Operation.DECRYPT).always(Fault.THROTTLED);
            outage = run(kms, ReadableFiles.class, "readable-files", List.of(files))
                    .strip();
            kms.server().clearFaults();
            String key = "spark.hadoop.parquet.kms.key.";
            kms.server().deny(Signer.DRIVER.accessKeyId(), Operation.DECRYPT, settings.get(key + "pii"));
            kms.server().disable(settings.get(key + "finance"));
            kms.server().delete(settings.get(key + "address"));
            String people = files + "/people";
            List<String> arguments = List.of(
                    files,
                    PAGE.toString(),
                    view(kms, List.of(people, "--table", "people_t")),
                    view(kms, List.of(people, "--nulls", "--name", "people_nulls")));
            run(kms, ReadableTraps.class, "readable", arguments)
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(field -> field.length > 2)
                    .forEach(field -> {
                        if (field[0].equals("seen")) {
                            SEEN.put(field[1], field[2]);
                        } else if (field[0].equals("back")) {
                            BACK.put(field[1], field[2] + " " + field[3]);
                        }
                    });
        }
    }

    /** What the command prints, by {@code spark-submit} and the built jar; its file. */
    private static String view(ClusterKms kms, List<String> options) throws Exception {
        Path file = SparkSubmit.in("readable").directory().resolve("view-" + options.size() + ".sql");
        List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local"));
        kms.settings().forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        command.addAll(
                List.of("--class", "io.parquetkms.tools.ParquetKmsCommand", System.getProperty("bundle.jar"), "view"));
        command.addAll(options);
        Map<String, String> environment = new HashMap<>(Signer.DRIVER.environment());
        environment.putAll(kms.environment());
        Process process = new SparkJvm(List.of(System.getProperty("spark.class.path")), environment, SparkJvm.quick())
                .running(command)
                .redirectError(new File(file + ".err"))
                .redirectOutput(file.toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(Path.of(file + ".err")))
                .isZero();
        return file.toString();
    }

    private static String run(ClusterKms kms, Class<?> job, String name, List<String> arguments) throws Exception {
        SparkSubmit.Result result = SparkSubmit.in(name)
                .withJar(System.getProperty("tests.jar"))
                .withSettings(kms.settings())
                .withSettings(Map.of("spark.hadoop.parquet.kms.aws.max.attempts", "2"))
                .withEnvironment(Signer.DRIVER.environment())
                .withEnvironment(kms.environment())
                .run(job, arguments);
        assertThat(result.status()).as(result.toString()).isZero();
        return result.out();
    }

    /** A KMS that throttles is no denial. */
    @Test
    void outage_fails() {
        assertThat(outage).isEqualTo("outage\tKmsThrottledException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            schema         | id BIGINT,address STRUCT<city: STRING, geo: STRUCT<lat: DOUBLE>>,`tick``s` BIGINT,day INT
            omitted        | ssn, salary, name, address.street, address.geo.lon, secrets.a, secrets.b, tags, phones, a.b
            rows           | [[0,[city 0,[0.0]],0,0]]
            count          | 10
            struct-not-null | 10
            filter         | 1
            nulls          | [[0,null,null,null,[null,city 0,[0.0,null]],null,null,null,null,0,0]]
            nulls-count    | 10
            nulls-schema   | true
            nulls-filter   | 10
            sql-cut        | [[[city 3,null]]]
            plain          | id BIGINT,ssn STRING,name STRING
            plain-rows     | [[0,ssn-0,name 0]]
            mixed          | id BIGINT,name STRING
            mixed-rows     | [[0,name 0]]
            evolved        | id BIGINT
            evolved-rows   | [[0]]
            none           | id BIGINT,ssn STRING,name STRING
            none-rows      | []
            unsigned       | id BIGINT,name STRING
            unsigned-rows  | [[0,name 0]]
            closed-access  | null denied 1 1
            secrets-access | null readable 1 1; ssn denied 1 1
            legacy-access  | null plaintext 1 1; id plaintext 1 1; ssn readable 1 1; name plaintext 1 1
            merged         | id BIGINT
            merged-nulls   | [[20,20,0]]
            paths          | 30
            corrupt-ignored | id BIGINT,name STRING
            table          | id BIGINT,address STRUCT<city: STRING>,day BIGINT
            table-count    | 5
            table-scans    | 2
            table-nulls    | [[10,0,10,0,10]]
            sql            | id BIGINT,address STRUCT<city: STRING>,day BIGINT
            sql-path       | [[10,0]]
            sql-access     | salary disabled
            sql-view       | [[10,10,0]]
            printed        | id BIGINT,address STRUCT<city: STRING, geo: STRUCT<lat: DOUBLE>>,`tick``s` BIGINT,day INT
            printed-rows   | [[0,[city 0,[0.0]],0,0]]
            printed-nulls  | [[10,10,0,0]]
            """)
    void seen_isWhatTheRoleMayRead(String name, String expected) {
        assertThat(SEEN.get(name)).isEqualTo(expected);
    }

    @Test
    void access_saysWhyAndWhatToGrant() {
        assertThat(SEEN.get("access").split("; "))
                .contains(
                        "null readable 2 false",
                        "id readable 2 false",
                        "ssn denied 2 true",
                        "salary disabled 2 false",
                        "name not found 2 false",
                        "phones.list.element.number denied 2 true");
        assertThat(SEEN.get("access-key")).contains("arn:aws:kms:", "\"Action\": \"kms:Decrypt\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            closed    | failed KeyAccessDeniedException: Nothing can be read of 1 of the 1 files of
            secrets   | failed KeyAccessDeniedException: No column of
            view      | failed IllegalArgumentException: some is no directory or table of Parquet files
            nowhere   | failed AnalysisException: [PATH_NOT_FOUND]
            sql-wrong | parquet_kms_readable takes the name of a table, or a path with a slash
            """)
    void whatCantBeRead_isSaid(String name, String error) {
        assertThat(SEEN.get(name)).contains(error);
    }

    @Test
    void page_blocksRunAsTheyStandThere() throws Exception {
        ReadablePage page = ReadablePage.read(PAGE);
        assertThat(page.statements()).hasSize(3);
        assertThat(page.calls()).hasSizeGreaterThan(5);
        Map<String, String> answers = new TreeMap<>(SEEN);
        answers.keySet().removeIf(name -> !name.startsWith("page "));
        assertThat(answers)
                .hasSizeGreaterThan(7)
                .allSatisfy((block, answer) -> assertThat(answer).as(block).matches("[1-9]\\d*"));
        assertThat(Stream.of(ReadableView.class.getMethods()).map(Method::getName))
                .containsAll(page.ofView());
        assertThat(page.ofView()).contains("rows", "access");
    }

    @Test
    void writtenBack_isRefusedAndNothingIsLost() {
        assertThat(BACK).hasSizeGreaterThan(40);
        BACK.forEach((name, outcome) -> {
            if (name.equals("managed-by-path-save")
                    && System.getProperty("spark.version").compareTo("4.1") < 0) {
                assertThat(outcome).as(name).startsWith("lost ").contains("Spark had dropped it before it asked");
            } else if (ALLOWED.contains(name)) {
                assertThat(outcome).as(name).isEqualTo("allowed ");
            } else {
                assertThat(outcome).as(name).startsWith("refused ");
                assertThat(outcome)
                        .as(name)
                        .containsAnyOf(
                                IMPOSSIBLE.contains(name)
                                        ? " table"
                                        : "without the columns that this role can't decrypt",
                                "also being read from");
            }
        });
    }
}
