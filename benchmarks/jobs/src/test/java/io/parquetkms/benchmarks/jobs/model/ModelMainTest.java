package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) throws IOException {
        return ModelMain.run(List.of(arguments), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void withoutOptions_theJobsOfTheReadme() throws IOException {
        assertThat(run()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(new ModelTable(Scenario.defaults(), Kms.DEFAULT).text());
        assertThat(err.size()).isZero();
    }

    @Test
    void aJobOfOnesOwn() throws IOException {
        int status = run(
                "--executors",
                "2,4",
                "--columns",
                "4",
                "--files",
                "200",
                "--hours",
                "10m",
                "--quota",
                "100",
                "--latency",
                "1s");

        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("2 executors, 4 columns")
                .contains("4 executors, 4 columns")
                .containsPattern("stock key tools, double wrapping +16 +64 ")
                .containsPattern("parquet-kms, broker keys +4 +4 ")
                .contains("at 1.0 s");
    }

    @Test
    void writesCsvAndPlots(@TempDir Path directory) throws IOException {
        Path csv = directory.resolve("deeper/model.csv");

        assertThat(run("--csv", csv.toString(), "--svg", directory.toString())).isZero();

        List<String> lines = Files.readAllLines(csv);
        int columns = lines.get(0).split(",").length;
        assertThat(lines).hasSize(1 + Scenario.defaults().size() * Way.values().length);
        assertThat(lines.subList(1, lines.size()))
                .allSatisfy(
                        line -> assertThat(line.replaceAll("\"[^\"]*\"", "job").split(","))
                                .hasSize(columns));
        assertThat(directory.resolve("kms-calls.svg")).exists();
        assertThat(directory.resolve("kms-cost.svg")).exists();
    }

    @Test
    void help() throws IOException {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(ModelOptions.USAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--executor 5|Unknown option --executor",
                "--executors 0|Invalid --executors 0: must be a whole number from 1 to 1000000",
                "--executors|--executors has no value",
                "--latency 5|Invalid --latency 5: must be like 5ms, 10s, 30m or 2h",
                "--hours x|Invalid --hours x: must be like 5ms, 10s, 30m or 2h",
                "--keys 9 --columns 3|One of 9 keys is the footer's; 3 columns leave others without one",
                "--span 2|Can't read 2 appends of 1"
            })
    void nonsense_saysWhatIsWrong(String arguments, String message) throws IOException {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message).contains("--help");
        assertThat(out.size()).isZero();
    }
}
