package io.parquetkms.tools;

import io.parquetkms.lake.encrypt.ConversionTotals;
import io.parquetkms.lake.encrypt.Converted;
import io.parquetkms.lake.encrypt.Converted.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Prints what came of files that were encrypted or decrypted, line by line, and sums it up. For one thread. */
final class ConversionReport {

    private final Configuration configuration;
    private final Report report;
    private final Progress progress;
    private final ConversionTotals totals = new ConversionTotals();
    private final boolean encrypting;

    ConversionReport(Configuration configuration, Report report, Progress progress, boolean encrypting) {
        this.configuration = configuration;
        this.report = report;
        this.progress = progress;
        this.encrypting = encrypting;
    }

    /** What tells of each file. */
    interface Run {

        /** Goes through the files. */
        void with(Consumer<Converted> results) throws IOException;
    }

    /** Goes through the files. @return the exit code */
    int of(Run run, int slots) throws IOException {
        report.files("outcome", "rows", "bytes", "bytesAfter", "keys", "remark");
        try {
            run.with(this::line);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        report.summary(summary(slots));
        return exitCode();
    }

    private void line(Converted file) {
        totals.add(file);
        progress.file(file.bytesBefore());
        try {
            if (file.problem() != null) {
                report.problem(file.problem());
                return;
            }
            report.row(
                    file.path(),
                    file.outcome(),
                    file.rows(),
                    new ByteCount(file.bytesBefore()),
                    new ByteCount(file.bytesAfter()),
                    file.keys(),
                    file.remark());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, @Nullable Object> summary(int slots) {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            if (totals.files(outcome) > 0) {
                summary.put(outcome == Outcome.NO_RULE ? "noRule" : outcome.toString(), totals.files(outcome));
            }
        }
        summary.put("bytes", new ByteCount(totals.bytesBefore()));
        if (totals.files(Outcome.PLANNED) > 0) {
            long requests = totals.requests(encrypting, 1);
            summary.put(
                    "temporarySpace", new ByteCount(totals.largest() * Math.min(slots, totals.files(Outcome.PLANNED))));
            summary.put("kmsRequestsOfEachProcess", requests);
            summary.put(
                    "dollars", ConversionTotals.dollars(configuration, requests).toPlainString());
        } else {
            summary.put("bytesAfter", new ByteCount(totals.bytesAfter()));
            summary.put("rows", totals.rows());
        }
        return summary;
    }

    private int exitCode() {
        long good = totals.files(Outcome.DONE) + totals.files(Outcome.PLANNED) + totals.files(Outcome.ALREADY);
        long no = totals.files(Outcome.NO_RULE) + totals.refused();
        boolean onlyNo = good == 0 && no > 0 && totals.files(Outcome.PROBLEM) == totals.refused();
        return onlyNo ? ExitCode.REFUSED : report.exitCode();
    }
}
