package io.parquetkms.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.scheduler.JobSucceeded$;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.junit.jupiter.api.Test;

final class AuditTest {

    private static final SparkListenerJobEnd JOB_END = new SparkListenerJobEnd(1, 0, JobSucceeded$.MODULE$);

    private final List<KeyUsageEvent> events = new ArrayList<>();
    private final List<DatasetWrittenEvent> written = new ArrayList<>();
    private Map<KeyUses.Use, KeyUses.Count> ofDriver = Map.of();
    private final Overview overview = new Overview(
            () -> Reports.of(ProcessReport.DRIVER, 0, ofDriver),
            new LiveExecutors(executor -> true, Ticker.systemTicker()));
    private long now = 1_000_000;
    private final Audit audit =
            new Audit(overview, new PolicyInUse("s3://conf/lake.json", "0a1b", 3), "jo", this::logged, () -> now);

    private void logged(SparkListenerEvent event) {
        if (event instanceof DatasetWrittenEvent dataset) {
            written.add(dataset);
        } else {
            events.add((KeyUsageEvent) event);
        }
    }

    private void told(String executor, Map<KeyUses.Use, KeyUses.Count> uses) {
        overview.told(Reports.of(executor, 0, uses));
    }

    private List<Long> dataKeys() {
        return events.stream().map(KeyUsageEvent::getDataKeys).toList();
    }

    @Test
    void log_nothingDone_isSilent() {
        audit.log();
        assertThat(events).isEmpty();
    }

    @Test
    void log_use_isOneEventWithAllOfIt() {
        told("1", Map.of(Reports.writing("s3://b/sales"), Reports.count(3, "id-2", "id-1")));
        now += 5;
        audit.log();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.getDataset()).isEqualTo("s3://b/sales");
            assertThat(event.getKmsKey()).isEqualTo(Reports.KEY);
            assertThat(event.getOperation()).isEqualTo("GenerateDataKey");
            assertThat(event.getDataKeys()).isEqualTo(3);
            assertThat(event.getKmsRequestIds()).containsExactly("id-1", "id-2");
            assertThat(event.getKeyMaterialIds()).containsExactly("0a1b2c");
            assertThat(event.getUser()).isEqualTo("jo");
            assertThat(event.getTime()).isEqualTo(1_000_005);
            assertThat(event.getPolicy()).isEqualTo("s3://conf/lake.json");
            assertThat(event.getPolicySha256()).isEqualTo("0a1b");
            assertThat(event.logEvent()).isTrue();
        });
    }

    @Test
    void log_again_isWhatCameSince() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3)));
        audit.log();
        told("1", Map.of(Reports.writing("a"), Reports.count(10), Reports.reading("a"), Reports.count(2)));
        audit.log();
        audit.log();
        assertThat(dataKeys()).containsExactlyInAnyOrder(3L, 7L, 2L);
        assertThat(events).extracting(KeyUsageEvent::getOperation).contains("Decrypt");
    }

    @Test
    void log_severalExecutors_areCountedTogether() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3, "id-1")));
        told("2", Map.of(Reports.writing("a"), Reports.count(4, "id-2")));
        audit.log();
        assertThat(dataKeys()).containsExactly(7L);
        assertThat(events.get(0).getKmsRequestIds()).containsExactly("id-1", "id-2");
    }

    /** What executors say of a dataset must not pass for what the driver did to it. */
    @Test
    void log_sameUseOfDriverAndExecutors_isToldApart() {
        ofDriver = Map.of(Reports.reading("a"), Reports.count(2, "id-1"));
        told("1", Map.of(Reports.reading("a"), Reports.count(3, "id-2")));
        audit.log();
        assertThat(events)
                .extracting(KeyUsageEvent::getSource, KeyUsageEvent::getDataKeys, KeyUsageEvent::getKmsRequestIds)
                .containsExactly(tuple("driver", 2L, List.of("id-1")), tuple("executors", 3L, List.of("id-2")));
    }

    @Test
    void log_plaintextColumns_areWithWhatWasWritten() {
        Map<KeyUses.Use, KeyUses.Count> uses = Map.of(
                Reports.writing("a"), Reports.count(1),
                Reports.reading("a"), Reports.count(2),
                Reports.writing("whole"), Reports.count(3),
                Reports.writing("of a key tool"), Reports.count(4));
        overview.told(Reports.with(
                Reports.of("1", 0, uses),
                Map.of(
                        Reports.inPlaintext("a"), new ColumnNames(List.of("city"), 2),
                        Reports.underPii("a"), Reports.columns("ssn"),
                        Reports.underPii("whole"), Reports.columns("id", "ssn")),
                Map.of()));
        ofDriver = Map.of(Reports.writing("a"), Reports.count(5));
        audit.log();
        assertThat(events)
                .extracting(
                        KeyUsageEvent::getDataKeys,
                        KeyUsageEvent::getPlaintextColumns,
                        KeyUsageEvent::getMorePlaintextColumns)
                .containsExactlyInAnyOrder(
                        tuple(1L, List.of("city"), 2),
                        tuple(2L, null, 0),
                        tuple(3L, List.of(), 0),
                        tuple(4L, null, 0),
                        tuple(5L, null, 0));
    }

    @Test
    void log_datasetWritten_isOneEventForEachKey() {
        overview.told(Reports.with(
                Reports.of("1", 0),
                Map.of(
                        Reports.inPlaintext("a"),
                        new ColumnNames(List.of("city"), 2),
                        Reports.underPii("a"),
                        Reports.columns("iban", "ssn")),
                Map.of(Reports.plaintextFiles("b"), 3L)));
        now += 7;
        audit.log();
        audit.log();
        assertThat(written)
                .extracting(
                        DatasetWrittenEvent::getDataset,
                        DatasetWrittenEvent::getKey,
                        DatasetWrittenEvent::getColumns,
                        DatasetWrittenEvent::getMoreColumns,
                        DatasetWrittenEvent::getPlaintextFiles,
                        DatasetWrittenEvent::getReason)
                .containsExactlyInAnyOrder(
                        tuple("a", "", List.of("city"), 2, 0L, "nobody listed them"),
                        tuple("a", "pii", List.of("iban", "ssn"), 0, 0L, "a list says so"),
                        tuple("b", "", List.of(), 0, 3L, "no key"));
        assertThat(written).allSatisfy(event -> {
            assertThat(event.getSource()).isEqualTo("executors");
            assertThat(event.getPolicy()).isEqualTo("s3://conf/lake.json");
            assertThat(event.getPolicySha256()).isEqualTo("0a1b");
            assertThat(event.getUser()).isEqualTo("jo");
            assertThat(event.getTime()).isEqualTo(1_000_007);
            assertThat(event.logEvent()).isTrue();
        });
    }

    @Test
    void log_datasetWrittenOn_isWhatIsNew() {
        toldWritten("1", 3, "ssn");
        audit.log();
        toldWritten("2", 4, "ssn");
        audit.log();
        toldWritten("2", 4, "iban", "ssn");
        audit.log();
        assertThat(written)
                .extracting(DatasetWrittenEvent::getPlaintextFiles, DatasetWrittenEvent::getColumns)
                .containsExactlyInAnyOrder(
                        tuple(0L, List.of("ssn")),
                        tuple(3L, List.of()),
                        tuple(4L, List.of()),
                        tuple(0L, List.of("iban", "ssn")));
    }

    private void toldWritten(String executor, long plaintextFiles, String... columns) {
        overview.told(Reports.with(
                Reports.of(executor, 0),
                Map.of(Reports.underPii("a"), Reports.columns(columns)),
                Map.of(Reports.plaintextFiles("a"), plaintextFiles)));
    }

    @Test
    void log_withoutAPolicy_namesNone() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3)));
        toldWritten("2", 1, "ssn");
        new Audit(overview, null, "jo", this::logged, () -> now).log();
        assertThat(events)
                .extracting(KeyUsageEvent::getPolicy, KeyUsageEvent::getPolicySha256)
                .containsExactly(tuple(null, null));
        assertThat(written)
                .extracting(DatasetWrittenEvent::getPolicy, DatasetWrittenEvent::getPolicySha256)
                .containsOnly(tuple(null, null));
    }

    @Test
    void onExecutorRemoved_itsUses_areStillCounted() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3)));
        audit.onExecutorRemoved(new SparkListenerExecutorRemoved(2, "1", "killed"));
        assertThat(overview.isGone("1")).isTrue();
        assertThat(overview.isGone("2")).isFalse();
        audit.log();
        assertThat(dataKeys()).containsExactly(3L);
    }

    @Test
    void onJobEnd_soonAfterTheLast_isSilent() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3)));
        now += 59_999;
        audit.onJobEnd(JOB_END);
        assertThat(events).isEmpty();
        now += 1;
        audit.onJobEnd(JOB_END);
        assertThat(dataKeys()).containsExactly(3L);
        told("1", Map.of(Reports.writing("a"), Reports.count(5)));
        now += 59_999;
        audit.onJobEnd(JOB_END);
        assertThat(dataKeys()).containsExactly(3L);
    }

    @Test
    @SuppressWarnings("NullAway") // Spark's own event says nothing that counts here
    void onApplicationEnd_whatCameSince_isLogged() {
        told("1", Map.of(Reports.writing("a"), Reports.count(3)));
        audit.onApplicationEnd(null);
        audit.log(); // as the plugin's own end does
        assertThat(dataKeys()).containsExactly(3L);
    }
}
