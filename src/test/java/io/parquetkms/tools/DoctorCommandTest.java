package io.parquetkms.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.Operation;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code parquet-kms doctor} in this JVM: exit codes, and the same findings as table, JSON and CSV. */
final class DoctorCommandTest {

    private static final String FACTORY = "parquet.crypto.factory.class=io.parquetkms.parquet.ParquetKmsCryptoFactory";

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    @TempDir
    private Path directory = Path.of("");

    private final TestKms kms = TestKms.start();
    private final String key = kms.createKey();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void signIn() {
        System.setProperty("aws.accessKeyId", TestKms.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        kms.close();
    }

    private int doctor(String... more) {
        List<String> arguments = new ArrayList<>(List.of("doctor"));
        for (String setting : List.of(
                "parquet.kms.aws.endpoint=" + kms.endpoint(),
                "parquet.kms.aws.sts.endpoint=" + kms.endpoint(),
                "parquet.kms.aws.region=us-east-1",
                "parquet.kms.key.pii=" + key,
                "parquet.encryption.uniform.key=pii")) {
            arguments.addAll(List.of("--conf", setting));
        }
        arguments.addAll(List.of(more));
        return ParquetKmsCommand.run(
                new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    @Test
    void healthy_isZero() {
        assertThat(doctor("--conf", FACTORY)).isZero();
        assertThat(out.toString())
                .contains("✓ all settings can be read", "Nothing that would make the job fail, 0 warnings");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void failure_isOne_withItsRemedyBelow() {
        assertThat(doctor()).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString()).containsPattern("crypto factory +✗ .*without a word.*\n +> spark.plugins=");
        assertThat(out.toString()).contains("1 that would make the job fail");
    }

    @Test
    void pluginInSettings_isAFactory() {
        assertThat(doctor("--conf", "spark.plugins=io.parquetkms.spark.ParquetKmsPlugin"))
                .isZero();
        assertThat(out.toString()).contains("✓ the plugin is set", "known once Spark runs");
    }

    /** Engines and settings beside it are looked at where they are only settings yet. */
    @Test
    void engineThatWritesPlaintext_isTold() {
        assertThat(doctor(
                        "--conf",
                        "spark.plugins=io.parquetkms.spark.ParquetKmsPlugin,com.nvidia.spark.SQLPlugin",
                        "--conf",
                        "spark.hadoop.parquet.kms.encrypted.paths=/lake"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString())
                .contains("✗ com.nvidia.spark.SQLPlugin is loaded", "spark.io.encryption.enabled=true");
    }

    @Test
    void misuse_isTwo() {
        assertThat(doctor("--for", "fun")).isEqualTo(ExitCode.WRONG);
        assertThat(doctor("--properties-file", "/nowhere/spark-defaults.conf")).isEqualTo(ExitCode.WRONG);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("parquet-kms: "));
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void json_hasAllFindings() throws IOException {
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.GENERATE_DATA_KEY, key);
        assertThat(doctor("--conf", FACTORY, "--json")).isEqualTo(ExitCode.REFUSED);
        JsonNode answer = new ObjectMapper().readTree(out.toString());
        List<JsonNode> failures = new ArrayList<>();
        answer.get("findings").forEach(finding -> {
            if (finding.get("severity").asText().equals("fail")) {
                failures.add(finding);
            }
        });
        assertThat(failures).singleElement().satisfies(finding -> {
            assertThat(finding.get("check").asText()).isEqualTo("keys");
            assertThat(finding.get("remedy").asText()).contains("kms:GenerateDataKey", key);
        });
        assertThat(answer.at("/summary/fail").asLong()).isEqualTo(1);
    }

    @Test
    void csv_hasALineForEach() {
        assertThat(doctor("--conf", FACTORY, "--csv")).isZero();
        assertThat(out.toString().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).startsWith("check,"));
        assertThat(out.toString()).contains("\nsettings,ok,,");
    }

    /** The page's example is what the command prints; {@code …} stands for what differs from run to run. */
    @Test
    void page_showsWhatIsPrinted() throws IOException {
        Configuration job = new Configuration(false);
        job.set("parquet.crypto.factory.class", FACTORY.substring(FACTORY.indexOf('=') + 1));
        job.set("parquet.kms.aws.endpoint", kms.endpoint().toString());
        job.set("parquet.encryption.uniform.key", key);
        Table.write(job, new org.apache.hadoop.fs.Path(directory.toUri().getPath(), "a.parquet"), 3);
        runtime.wipe();
        kms.deny(TestKms.ACCESS_KEY_ID, Operation.DECRYPT, key);
        assertThat(doctor(
                        directory.toString(),
                        "--conf",
                        "spark.plugins=io.parquetkms.spark.ParquetKmsPlugin",
                        "--conf",
                        "spark.hadoop.parquet.kms.encrypted.paths=" + directory))
                .isEqualTo(ExitCode.REFUSED);
        String page = Files.readString(Path.of("docs", "doctor.md"));
        String block = page.substring(page.indexOf("```\nsettings") + 4);
        String expected = block.substring(0, block.indexOf("\n```"))
                .lines()
                .map(line -> List.of(line.split("…", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")))
                .collect(Collectors.joining("\n"));
        assertThat(out.toString()).matches(Pattern.compile(expected + "\n"));
    }
}
