package io.parquetkms.lake.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.parquet.ParquetKmsCryptoFactory;
import io.parquetkms.parquet.Table;
import io.parquetkms.process.OwnRuntime;
import io.parquetkms.testkms.TestKms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each failure of {@code docs/troubleshooting.md}: whether the doctor foresees it. {@code foreseen.txt} has a line for each, with the
 * settings that cause it (tried here), the test that does, or the reason why not.
 */
final class ForeseenTest {

    @RegisterExtension
    private final OwnRuntime runtime = new OwnRuntime();

    private final TestKms kms = TestKms.start();
    private final String footer = kms.createKey();
    private final String pii = kms.createKey();

    @TempDir
    private java.nio.file.Path directory = java.nio.file.Path.of("");

    /** @param kind {@code set}, {@code test} or {@code -} */
    private record Row(String message, String kind, String how) {

        static Row of(String line) {
            String[] parts = line.split(" \\| ", 3);
            return new Row(parts[0], parts[1], parts[2]);
        }

        String longestPart() {
            return Arrays.stream(message.split("…", -1))
                    .map(String::strip)
                    .max(Comparator.comparing(String::length))
                    .orElseThrow();
        }
    }

    private static List<Row> rows() throws IOException {
        try (var in = Objects.requireNonNull(ForeseenTest.class.getResourceAsStream("foreseen.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Row::of)
                    .toList();
        }
    }

    private static Stream<Row> bySettings() throws IOException {
        return rows().stream().filter(row -> row.kind().equals("set"));
    }

    @BeforeEach
    void signIn() {
        System.setProperty("aws.accessKeyId", TestKms.ACCESS_KEY_ID);
        System.setProperty("aws.secretAccessKey", TestKms.SECRET_ACCESS_KEY);
        System.setProperty("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void stop() {
        List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.disableEc2Metadata")
                .forEach(System::clearProperty);
        kms.close();
    }

    private Configuration healthy() {
        Configuration job = new Configuration(false);
        job.set("parquet.crypto.factory.class", ParquetKmsCryptoFactory.class.getName());
        job.set("parquet.kms.aws.endpoint", kms.endpoint().toString());
        job.set("parquet.kms.aws.region", TestKms.REGION);
        job.set("parquet.kms.key.footer", footer);
        job.set("parquet.kms.key.pii", pii);
        job.set("parquet.encryption.footer.key", "footer");
        job.set("parquet.kms.columns", "pii: phone");
        job.set("parquet.kms.columns.unmatched", "footer");
        return job;
    }

    private void set(Configuration job, String settings) throws IOException {
        java.nio.file.Path bad = directory.resolveSibling(directory.getFileName() + "-bad.json");
        Files.writeString(bad, "{\"version\": 1, \"plaices\": []}");
        for (String setting : settings.split(";(?=[a-z]+\\.)", -1)) {
            String name = setting.substring(0, setting.indexOf('='));
            String value = setting.substring(setting.indexOf('=') + 1)
                    .replace("{dir}", directory.toString())
                    .replace("{bad}", bad.toString());
            if (value.isBlank()) {
                job.unset(name);
            } else {
                job.set(name, value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bySettings")
    void messages_areForeseen(Row row) throws IOException {
        Table.write(healthy(), new Path(directory.toUri().getPath(), "a.parquet"), 3);
        runtime.wipe();
        Configuration job = healthy();
        set(job, row.how());
        List<Finding> found = Doctor.of(job)
                .paths(List.of(directory.toString()))
                .timeout(Duration.ofMinutes(5))
                .examine();
        assertThat(found).filteredOn(Finding::isAmiss).anySatisfy(finding -> {
            assertThat(finding.what()).contains(row.longestPart());
            assertThat(finding.remedy()).isNotEmpty();
        });
    }

    /** None is forgotten, and the tests that are named are there. */
    @Test
    void messages_haveAllTheirLine() throws IOException, ReflectiveOperationException {
        List<String> page = Files.readString(java.nio.file.Path.of("docs", "troubleshooting.md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf("` |")))
                .toList();
        assertThat(rows()).extracting(Row::message).containsExactlyElementsOf(page);
        for (Row row : rows()) {
            if (row.kind().equals("test")) {
                String[] test = row.how().split("#", -1);
                String room = test[0].equals("DoctorTest") ? "lake.doctor." : "tools.";
                assertThat(Class.forName("io.parquetkms." + room + test[0])
                                .getDeclaredMethod(test[1])
                                .isAnnotationPresent(Test.class))
                        .isTrue();
            }
        }
    }
}
