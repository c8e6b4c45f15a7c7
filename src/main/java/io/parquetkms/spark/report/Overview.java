package io.parquetkms.spark.report;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all processes of an application have done, as far as the driver was told. What an executor tells is a claim, and so is who
 * tells it, since Spark does not say who sent a message: reports count only of {@linkplain LiveExecutors executors that there
 * are}, and what they told is kept apart from what the driver saw. Safe on any thread.
 */
public final class Overview {

    private static final Logger LOG = LoggerFactory.getLogger(Overview.class);

    /** Those that are gone included. */
    private static final int MAX_EXECUTORS = 100_000;

    private final Supplier<ProcessReport> driver;
    private final LiveExecutors live;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Map<String, ProcessReport> executors = new ConcurrentHashMap<>();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    public Overview(Supplier<ProcessReport> driver, LiveExecutors live) {
        this.driver = driver;
        this.live = live;
    }

    /** An executor told what it did. */
    public void told(ProcessReport report) {
        boolean known = executors.containsKey(report.executor());
        if (live.knows(report.executor()) && (known || executors.size() < MAX_EXECUTORS)) {
            executors.put(report.executor(), report);
        } else if (warned.compareAndSet(false, true)) {
            LOG.warn("A report on keys was dropped, as of an executor that this application does not have");
        }
    }

    public void removed(String executor) {
        gone.add(executor);
    }

    public boolean isGone(String executor) {
        return gone.contains(executor);
    }

    /** The driver's own, then one for each executor, those that are gone included. */
    public List<ProcessReport> reports() {
        List<ProcessReport> reports = new ArrayList<>();
        reports.add(driver.get());
        reports.addAll(executors.values());
        return reports;
    }

    /** What the driver did itself. */
    public Statistics.Snapshot driversStatistics() {
        return driver.get().statistics();
    }

    public Statistics.Snapshot statistics() {
        return reports().stream()
                .map(ProcessReport::statistics)
                .reduce(Statistics.Snapshot.NONE, Statistics.Snapshot::plus);
    }

    /** What one of the two says. */
    public Map<KeyUses.Use, KeyUses.Count> uses(Source source) {
        Map<KeyUses.Use, KeyUses.Count> uses = new HashMap<>();
        reports(source)
                .forEach(report -> report.uses().forEach((use, count) -> uses.merge(use, count, KeyUses.Count::plus)));
        return uses;
    }

    /** How the columns of datasets that were written are encrypted, as one of the two says. */
    public Map<WrittenColumns.Part, ColumnNames> written(Source source) {
        return written(reports(source));
    }

    /** The same, of both together. */
    public Map<WrittenColumns.Part, ColumnNames> written() {
        return written(reports());
    }

    private static Map<WrittenColumns.Part, ColumnNames> written(Collection<ProcessReport> reports) {
        Map<WrittenColumns.Part, ColumnNames> all = new HashMap<>();
        reports.forEach(
                report -> report.written().forEach((part, columns) -> all.merge(part, columns, ColumnNames::plus)));
        return all;
    }

    /** How many files were written in plaintext, as one of the two says. */
    public Map<PlaintextFiles.Kind, Long> plaintextFiles(Source source) {
        return plaintextFiles(reports(source));
    }

    /** The same, of both together. */
    public Map<PlaintextFiles.Kind, Long> plaintextFiles() {
        return plaintextFiles(reports());
    }

    private static Map<PlaintextFiles.Kind, Long> plaintextFiles(Collection<ProcessReport> reports) {
        Map<PlaintextFiles.Kind, Long> all = new HashMap<>();
        reports.forEach(report -> report.plaintextFiles().forEach((kind, files) -> all.merge(kind, files, Long::sum)));
        return all;
    }

    private Collection<ProcessReport> reports(Source source) {
        return source == Source.DRIVER ? List.of(driver.get()) : executors.values();
    }
}
