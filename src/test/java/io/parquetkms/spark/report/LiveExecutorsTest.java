package io.parquetkms.spark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.junit.jupiter.api.Test;
import scala.collection.immutable.Map$;

/** Whose reports count. */
final class LiveExecutorsTest {

    private final Set<String> registered = new HashSet<>();
    private long now;
    private final LiveExecutors live = new LiveExecutors(registered::contains, () -> now);
    private final Overview overview = new Overview(() -> Reports.of(ProcessReport.DRIVER, 1), live);

    private void added(String executor) {
        live.onExecutorAdded(
                new SparkListenerExecutorAdded(0, executor, new ExecutorInfo("host", 1, Map$.MODULE$.empty())));
    }

    private void removed(String executor) {
        live.onExecutorRemoved(new SparkListenerExecutorRemoved(0, executor, "killed"));
    }

    private long wrapped() {
        return overview.statistics().deksWrapped();
    }

    @Test
    void told_byNobodyWhoIsThere_isDropped() {
        overview.told(Reports.of("made-up", 1_000));
        overview.told(Reports.of("", 1_000));
        assertThat(wrapped()).isEqualTo(1);
        assertThat(overview.reports()).hasSize(1);
    }

    @Test
    void told_asTheDriver_isDropped() {
        registered.add(ProcessReport.DRIVER);
        added(ProcessReport.DRIVER);
        overview.told(Reports.of(ProcessReport.DRIVER, 1_000));
        assertThat(wrapped()).isEqualTo(1);
    }

    @Test
    void told_byAnExecutor_counts() {
        added("7");
        overview.told(Reports.of("7", 10));
        assertThat(wrapped()).isEqualTo(11);
        assertThat(live.count()).isEqualTo(1);
    }

    /** Spark's listeners hear of an executor later than its scheduler. */
    @Test
    void told_beforeTheListenersHeardOfIt_counts() {
        registered.add("7");
        overview.told(Reports.of("7", 10));
        assertThat(wrapped()).isEqualTo(11);
    }

    @Test
    void told_asItsLastWords_countsForAMinute() {
        added("7");
        removed("7");
        overview.told(Reports.of("7", 10));
        assertThat(wrapped()).isEqualTo(11);
        assertThat(live.count()).isZero();

        now += Duration.ofMinutes(1).toNanos();
        overview.told(Reports.of("7", 1_000));
        assertThat(wrapped()).as("what it told before stays").isEqualTo(11);
    }
}
