package io.parquetkms.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands of docs/explain.md, on a machine that has Spark's jars and the library's, and nothing else. */
final class ExplainCommandTest {

    private static final String BUNDLE = System.getProperty("bundle.jar");
    private static final String MAIN = "io.parquetkms.tools.ParquetKmsCommand";
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000001";
    private static final String UNIFORM = "parquet.encryption.uniform.key";

    private Path directory;
    private Path schema;

    @BeforeEach
    void writeSchema() throws IOException {
        directory = Files.createDirectories(Path.of("target", "jobs", "explain").toAbsolutePath());
        schema = Files.writeString(directory.resolve("schema.txt"), "message m { required binary ssn (STRING); }");
    }

    private SparkSubmit.Result run(List<String> classPath, List<String> arguments) throws Exception {
        Process process = new SparkJvm(classPath, Map.of(), SparkJvm.quick())
                .running(arguments)
                .redirectError(directory.resolve("err.txt").toFile())
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        return new SparkSubmit.Result(process.exitValue(), read("out.txt"), read("err.txt"));
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }

    private List<String> explain(String... more) {
        List<String> arguments = new ArrayList<>(List.of("explain", "/lake/people", "--schema", schema.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    @Test
    void java_withSparksJars_explains() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(MAIN));
        arguments.addAll(explain("--conf", UNIFORM + "=" + KEY));
        SparkSubmit.Result result = run(List.of(System.getProperty("spark.class.path"), BUNDLE), arguments);
        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out()).startsWith("/lake/people: encrypted\n").contains("ssn", KEY, "one key for everything");
    }

    /** Spark's own settings count, and its exit code is the command's. */
    @Test
    void sparkSubmit_explainsByItsSettings() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local",
                "--conf",
                "spark.hadoop." + UNIFORM + "=nobody",
                "--conf",
                "spark.plugins=io.parquetkms.spark.ParquetKmsPlugin",
                "--class",
                MAIN,
                BUNDLE));
        arguments.addAll(explain("--format", "csv"));
        SparkSubmit.Result result = run(List.of(System.getProperty("spark.class.path")), arguments);
        assertThat(result.status()).as(result.toString()).isEqualTo(1);
        assertThat(result.out()).contains("refused", "Unknown key 'nobody'");
    }
}
