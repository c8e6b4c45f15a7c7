package io.parquetkms.benchmarks.jobs.lineitem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parquetkms.benchmarks.jobs.InvalidArgumentsException;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordFileTest {

    private static final List<Sample> SAMPLES =
            List.of(sample(0, "plain", 2), sample(1, "plain", 4), sample(0, "ours", 3), sample(1, "ours", 6));

    private static Sample sample(int round, String variant, double cpu) {
        return sample(round, variant, cpu, 0);
    }

    /** @param aes samples of two hundred */
    private static Sample sample(int round, String variant, double cpu, int aes) {
        Measurement measured = new Measurement("write", cpu, 1, 5_000, aes == 0 ? 0 : 200, aes);
        return new Sample(round, Phase.COLD, "write", variant, 0, measured, 4);
    }

    @Test
    void written_isReadAgain_andShown(@TempDir Path directory) throws IOException {
        LineitemOptions options = LineitemOptions.parse(List.of("--scale", "0.5"));
        RecordFile record = RecordFile.of(options, SAMPLES);
        Path file = directory.resolve("results.json");

        record.write(file);
        RecordFile read = RecordFile.read(file);

        assertThat(read).isEqualTo(record);
        assertThat(read.javaVersion()).isEqualTo(System.getProperty("java.version"));
        assertThat(Files.readString(file)).doesNotContain(System.getProperty("java.home"));
        assertThat(read.results().markdown()).contains("1.50 (1.50–1.50)");
        assertThat(RecordFile.chart(List.of(read)).svg())
                .contains("cold write, Java " + System.getProperty("java.version"), ">ours<", "1.50 (1.50–1.50)");
    }

    @Test
    void read_somethingElse_saysWhichFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("else.json");
        assertThatThrownBy(() -> RecordFile.read(file))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "{\"jdk\": 17}");
        assertThatThrownBy(() -> RecordFile.read(file))
                .isInstanceOf(InvalidArgumentsException.class)
                .hasMessageContaining("jdk");
    }

    @Test
    void chart_withoutPlain_orWithOneRun_isRefused() throws IOException {
        LineitemOptions options = LineitemOptions.parse(List.of());
        RecordFile withoutPlain = RecordFile.of(options, SAMPLES.subList(2, 4));
        RecordFile oneRun = RecordFile.of(options, List.of(SAMPLES.get(0), SAMPLES.get(2)));
        assertThatThrownBy(() -> RecordFile.chart(List.of(withoutPlain))).hasMessageContaining("plain");
        assertThatThrownBy(() -> RecordFile.chart(List.of(oneRun))).hasMessageContaining("two runs");
    }

    @Test
    void chart_ofSamples_showsTheShareOfAes() throws IOException {
        RecordFile sampled = RecordFile.of(
                LineitemOptions.parse(List.of()), List.of(sample(0, "ours", 3, 6), sample(1, "ours", 6, 10)));

        assertThat(RecordFile.chart(List.of(sampled)).svg()).contains("AES", ">ours<", "4.0 ± ");
        RecordFile timed = RecordFile.of(LineitemOptions.parse(List.of()), SAMPLES);
        assertThat(RecordFile.chart(List.of(timed, sampled)).svg()).contains("encrypted to plain");
    }
}
