package io.parquetkms.benchmarks.jobs.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.parquetkms.benchmarks.jobs.model.Way;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two executors, four keys, four files and four columns each. */
final class ExpectedTest {

    private static Expected of(Way way) {
        return new Expected(CallsOptions.parse(List.of()), 2, way);
    }

    @Test
    void job() {
        assertThat(of(Way.STOCK_DOUBLE).write(1)).isEqualTo(Map.of("executors Encrypt", 8L));
        assertThat(of(Way.STOCK_DOUBLE).read(1, 1)).isEqualTo(Map.of("executors Decrypt", 16L));
        assertThat(of(Way.STOCK_SINGLE).write(1)).isEqualTo(Map.of("executors Encrypt", 40L));
        assertThat(of(Way.STOCK_SINGLE).read(1, 1)).isEqualTo(Map.of("executors Decrypt", 81L));
        assertThat(of(Way.WRAPPED).write(1)).isEqualTo(Map.of("driver GenerateDataKey", 4L, "executors Decrypt", 8L));
        assertThat(of(Way.KEYS).write(1)).isEqualTo(Map.of("driver GenerateDataKey", 4L));
        assertThat(of(Way.KEYS).read(1, 1)).isEqualTo(Map.of("driver Decrypt", 4L));
    }

    @Test
    void readAgain_onlyWhatIsNotKept() {
        assertThat(of(Way.STOCK_DOUBLE).readAgain(1, false)).isEmpty();
        assertThat(of(Way.STOCK_DOUBLE).readAgain(1, true)).isEqualTo(Map.of("executors Decrypt", 16L));
        assertThat(of(Way.STOCK_SINGLE).readAgain(2, false)).isEqualTo(Map.of("executors Decrypt", 161L));
        assertThat(of(Way.KEYS).readAgain(1, true)).isEmpty();
    }

    @Test
    void threeLifetimes() {
        assertThat(of(Way.STOCK_DOUBLE).write(3)).isEqualTo(Map.of("executors Encrypt", 24L));
        assertThat(of(Way.STOCK_DOUBLE).read(3, 1)).isEqualTo(Map.of("executors Decrypt", 48L));
        assertThat(of(Way.KEYS).write(3)).isEqualTo(Map.of("driver GenerateDataKey", 4L));
        assertThat(of(Way.STOCK_DOUBLE).writeAgain()).isEqualTo(Map.of("executors Encrypt", 8L));
        assertThat(of(Way.STOCK_SINGLE).writeAgain()).isEqualTo(Map.of("executors Encrypt", 40L));
        assertThat(of(Way.WRAPPED).writeAgain()).isEmpty();
    }

    @Test
    void threeAppends() {
        assertThat(of(Way.STOCK_DOUBLE).read(1, 3)).isEqualTo(Map.of("executors Decrypt", 48L));
        assertThat(of(Way.OFF).read(1, 3)).isEqualTo(Map.of("executors Decrypt", 48L));
        assertThat(of(Way.WRAPPED).read(1, 3)).isEqualTo(Map.of("executors Decrypt", 24L));
        assertThat(of(Way.KEYS).read(1, 3)).isEqualTo(Map.of("driver Decrypt", 12L));
    }
}
