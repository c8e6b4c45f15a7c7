package io.parquetkms.benchmarks.jobs.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.model.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallsReportTest {

    private static final Count RIGHT = new Count(
            2,
            Way.WRAPPED,
            "write",
            Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L),
            Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L));
    private static final Count WRONG =
            new Count(2, Way.KEYS, "read", Map.of("executors Decrypt ThrottlingException", 1L), Map.of());

    @Test
    void allAsTheModelSays() {
        CallsReport report = new CallsReport(List.of(RIGHT));

        assertThat(report.surprises()).isZero();
        assertThat(report.text())
                .contains("4 GenerateDataKey by the driver, 8 Decrypt by executors  ")
                .endsWith("\nAll 1 counts are as the model says.\n");
    }

    @Test
    void surprise_isSaidLoudly() {
        CallsReport report = new CallsReport(List.of(RIGHT, WRONG));

        assertThat(report.surprises()).isEqualTo(1);
        assertThat(report.text())
                .contains("1 Decrypt ThrottlingException by executors")
                .contains("NO: none")
                .endsWith("\n!!! 1 OF 2 COUNTS DIFFER FROM THE MODEL !!!\n");
    }

    @Test
    void json(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("counts.json");

        new CallsReport(List.of(RIGHT)).writeJson(file);

        assertThat(Files.readString(file))
                .contains("\"mode\" : \"wrapped\"")
                .contains("\"driver GenerateDataKey\" : 4");
    }
}
