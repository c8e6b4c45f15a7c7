package io.parquetkms.spark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReporterTest {

    private final List<ProcessReport> told = new ArrayList<>();
    private long wrapped;
    private boolean gone;
    private final Reporter reporter = new Reporter(() -> Reports.of("1", wrapped), message -> {
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
