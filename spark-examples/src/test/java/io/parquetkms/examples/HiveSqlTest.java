package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table about Hive-serde tables in {@code docs/sql.md}, with a metastore: written by Spark's own Parquet writer, as is the default, and
 * by Hive's.
 */
@Tag("full")
@Tag("this-spark")
final class HiveSqlTest {

    private static List<SqlPage.Case> cases = List.of();
    private static SqlOutcomes converted;
    private static SqlOutcomes written;

    @BeforeAll
    static void run() throws Exception {
        cases = SqlPage.read().cases("## Hive-serde tables");
        converted = run("true");
        written = run("false");
    }

    private static SqlOutcomes run(String converted) throws Exception {
        SparkSubmit submit = SparkSubmit.in("hive-" + converted).withJar(System.getProperty("tests.jar"));
        Path metastore = submit.directory().resolve("metastore");
        delete(metastore);
        submit.withClassPath(ClassPaths.of("hive"))
                .withSettings(Map.of(
                        "spark.sql.catalogImplementation",
                        "hive",
                        "spark.sql.hive.convertMetastoreParquet",
                        converted,
                        "spark.hadoop.javax.jdo.option.ConnectionURL",
                        "jdbc:derby:;databaseName=" + metastore + ";create=true"))
                .withJvmOptions(Stream.concat(
                                SparkJvm.QUICK.stream(),
                                Stream.of("-Dderby.stream.error.file="
                                        + submit.directory().resolve("derby.log")))
                        .toList());
        return SqlOutcomes.of(submit, cases);
    }

    private static void delete(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    static IntStream rows() {
        return IntStream.range(0, cases.size());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_writtenBySpark_isAsThePageSays(int row) {
        assertThat(converted.outcomes().get(row))
                .as(cases.get(row) + ": " + converted.errors().get(row))
                .isEqualTo(cases.get(row).outcomes());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void row_writtenByHive_isAsThePageSays(int row) {
        assertThat(written.outcomes().get(row))
                .as(cases.get(row) + ": " + written.errors().get(row))
                .isEqualTo(cases.get(row).outcomes());
    }
}
