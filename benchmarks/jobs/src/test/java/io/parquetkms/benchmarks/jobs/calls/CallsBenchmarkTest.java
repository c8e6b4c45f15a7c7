package io.parquetkms.benchmarks.jobs.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.model.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two executors, which write four files with four keys and four columns each. */
final class CallsBenchmarkTest {

    private static Expected of(Way way) {
        return new Expected(2, way);
    }

    @Test
    void write() {
        assertThat(of(Way.STOCK_DOUBLE).write()).isEqualTo(Map.of("executors Encrypt", 8L));
        assertThat(of(Way.STOCK_SINGLE).write()).isEqualTo(Map.of("executors Encrypt", 40L));
        assertThat(of(Way.WRAPPED).write()).isEqualTo(Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L));
        assertThat(of(Way.KEYS).write()).isEqualTo(Map.of("driver GenerateDataKey", 4L));
    }

    @Test
    void readTwice_onlySingleWrappingAsksAgain() {
        assertThat(of(Way.STOCK_DOUBLE).readTwice()).isEqualTo(Map.of("executors Decrypt", 16L));
        assertThat(of(Way.STOCK_SINGLE).readTwice()).isEqualTo(Map.of("executors Decrypt", 2 * 81L));
        assertThat(of(Way.OFF).readTwice()).isEqualTo(Map.of("executors Decrypt", 16L));
        assertThat(of(Way.WRAPPED).readTwice()).isEqualTo(Map.of("executors Decrypt", 8L));
        assertThat(of(Way.KEYS).readTwice()).isEqualTo(Map.of("driver Decrypt", 4L));
    }

    @Test
    void surprise_isSaidLoudly() {
        Map<String, Long> four = Map.of("driver GenerateDataKey", 4L);
        Count right = new Count(Way.KEYS, 2, "write", four, four);
        Count wrong = new Count(Way.KEYS, 2, "read", Map.of("executors Decrypt ThrottlingException", 1L), Map.of());

        assertThat(CallsBenchmark.table(List.of(right, wrong)).toString())
                .containsPattern("write \\| +4 driver GenerateDataKey \\| +yes \\|")
                .containsPattern("1 executors Decrypt ThrottlingException \\| +NO: none \\|");
    }
}
