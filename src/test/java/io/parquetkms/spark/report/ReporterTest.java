package io.parquetkms.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.WrittenColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReporterTest {

    private final List<ProcessReport> told = new ArrayList<>();
    private long wrapped;
    private Map<WrittenColumns.Part, ColumnNames> written = Map.of();
    private Map<PlaintextFiles.Kind, Long> plaintextFiles = Map.of();
    private boolean gone;
    private final Reporter reporter =
            new Reporter(() -> Reports.with(Reports.of("1", wrapped), written, plaintextFiles), message -> {
                if (gone) {
                    throw new IllegalStateException("The driver is gone");
                }
                told.add(ProcessReport.fromMessage(message));
            });

    @Test
    void tell_nothingDone_isSilent() {
        reporter.tell();
        assertThat(told).isEmpty();
    }

    @Test
    void tell_somethingNew_isToldOnce() {
        wrapped = 1;
        reporter.tell();
        reporter.tell();
        assertThat(told).containsExactly(Reports.of("1", 1));
        wrapped = 2;
        reporter.tell();
        assertThat(told).containsExactly(Reports.of("1", 1), Reports.of("1", 2));
    }

    @Test
    void tell_driverGone_isToldNextTime() {
        wrapped = 1;
        gone = true;
        assertThatCode(reporter::tell).doesNotThrowAnyException();
        gone = false;
        reporter.tell();
        assertThat(told).containsExactly(Reports.of("1", 1));
    }

    @Test
    void tell_reportFails_isNoneOfTheTasksBusiness() {
        Reporter broken = new Reporter(
                () -> {
                    throw new IllegalStateException("no report");
                },
                message -> {});
        broken.taskStarted();
        assertThatCode(broken::taskEnded).doesNotThrowAnyException();
    }

    @Test
    void taskEnded_lastOne_isToldAtOnce() {
        for (int i = 1; i <= 5; i++) {
            reporter.taskStarted();
            wrapped = i;
            reporter.taskEnded();
            assertThat(told).hasSize(i);
        }
    }

    @Test
    void taskEnded_othersGoOn_isToldWhenTheLastEnds() {
        reporter.taskStarted();
        reporter.taskStarted();
        reporter.taskStarted();
        wrapped = 1;
        reporter.taskEnded(); // the first time there is no interval yet
        wrapped = 2;
        reporter.taskEnded();
        wrapped = 3;
        reporter.taskEnded();
        assertThat(told).contains(Reports.of("1", 1)).endsWith(Reports.of("1", 3));
    }

    @Test
    void taskEnded_nothingNew_isSilent() {
        reporter.taskStarted();
        reporter.taskEnded();
        assertThat(told).isEmpty();
    }

    /** They are known a moment after the keys that are counted for the same file: a report may come in between. */
    @Test
    void tell_columnsAfterTheirKeys_areToldToo() {
        wrapped = 1;
        reporter.tell();
        written = Map.of(Reports.underPii("s3://b/sales"), Reports.columns("ssn"));
        reporter.tell();
        reporter.tell();
        assertThat(told).containsExactly(Reports.of("1", 1), Reports.with(Reports.of("1", 1), written, Map.of()));
    }

    /** No key was used for them. */
    @Test
    void tell_plaintextFiles_areNews() {
        plaintextFiles = Map.of(Reports.plaintextFiles("s3://b/tmp"), 1L);
        reporter.tell();
        reporter.tell();
        plaintextFiles = Map.of(Reports.plaintextFiles("s3://b/tmp"), 2L);
        reporter.tell();
        assertThat(told)
                .extracting(ProcessReport::plaintextFiles)
                .containsExactly(
                        Map.of(Reports.plaintextFiles("s3://b/tmp"), 1L),
                        Map.of(Reports.plaintextFiles("s3://b/tmp"), 2L));
    }

    @Test
    void fromMessage_asMuchAsThereMayBe_isAsBefore() {
        List<String> names =
                IntStream.range(100, 130).mapToObj(i -> i + "名".repeat(97)).toList();
        Map<WrittenColumns.Part, ColumnNames> parts = IntStream.range(0, 1_500)
                .boxed()
                .collect(Collectors.toMap(
                        i -> new WrittenColumns.Part("s3a://bucket/" + i, "pii", "因".repeat(200)),
                        i -> new ColumnNames(names, Integer.MAX_VALUE)));
        Map<PlaintextFiles.Kind, Long> files = IntStream.rangeClosed(0, 1_000)
                .boxed()
                .collect(Collectors.toMap(i -> Reports.plaintextFiles("s3a://bucket/" + i), i -> Long.MAX_VALUE - i));
        ProcessReport report = Reports.with(Reports.of("1", 1), parts, files);
        assertThat(ProcessReport.fromMessage(report.toMessage())).isEqualTo(report);
    }

    @Test
    void fromMessage_lineFeedInADatasetWritten_isShownByItsCode() {
        ProcessReport forged = Reports.with(
                Reports.of("1", 1),
                Map.of(new WrittenColumns.Part("a\nb", "k\ny", "w\ny"), Reports.columns("c\nd")),
                Map.of(new PlaintextFiles.Kind("e\nf", "w\ny"), 1L));
        assertThat(ProcessReport.fromMessage(forged.toMessage()))
                .isEqualTo(Reports.with(
                        Reports.of("1", 1),
                        Map.of(
                                new WrittenColumns.Part("a\\u000ab", "k\\u000ay", "w\\u000ay"),
                                Reports.columns("c\\u000ad")),
                        Map.of(new PlaintextFiles.Kind("e\\u000af", "w\\u000ay"), 1L)));
    }

    /** Who sends a report writes no lines of the driver's log. */
    @Test
    void fromMessage_lineFeeds_areShownByTheirCodes() {
        ProcessReport forged = Reports.of(
                "1\n2026-11-26 INFO all is well",
                1,
                Map.of(Reports.writing("s3://a\u2028b"), Reports.count(1, "id\u202e")));
        assertThat(ProcessReport.fromMessage(forged.toMessage()))
                .isEqualTo(Reports.of(
                        "1\\u000a2026-11-26 INFO all is well",
                        1,
                        Map.of(Reports.writing("s3://a\\u2028b"), Reports.count(1, "id\\u202e"))));
    }
}
