package io.parquetkms.benchmarks.jobs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
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

final class ModelBenchmarkTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String run(String... options) throws IOException {
        new ModelBenchmark().run(List.of(options), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutOptions_theJobsOfTheReadme() throws IOException {
        assertThat(run()).isEqualTo(new ModelTable(Scenario.defaults(), Kms.DEFAULT).text());
    }

    @Test
    void aJobOfOnesOwn() throws IOException {
        String table = run(
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

        assertThat(table)
                .contains("2 executors, 4 columns")
                .contains("4 executors, 4 columns")
                .containsPattern("stock key tools, double wrapping +16 +64 ")
                .containsPattern("parquet-kms, broker keys +4 +4 ")
                .contains("at 1.0 s");
    }

    @Test
    void writesCsvAndPlots(@TempDir Path directory) throws IOException {
        Path csv = directory.resolve("deeper/model.csv");

        assertThat(run("--csv", csv.toString(), "--svg", directory.toString())).contains("Wrote " + csv);

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
    void nonsense_saysWhatIsWrong(String options, String message) {
        assertThatThrownBy(() -> run(options.split(" ")))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageStartingWith(message);
        assertThat(out.size()).isZero();
    }
}
