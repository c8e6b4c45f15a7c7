package io.parquetkms.spark.report;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.Statistics;
import io.parquetkms.activity.WrittenColumns;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the driver what an executor did: when its last task ends, so that the driver knows all when a job does, and while
 * tasks go on no more than once a second. Safe on any thread.
 */
public final class Reporter {

    private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);

    private static final long INTERVAL = 1_000_000_000L;

    private final Supplier<ProcessReport> activity;
    private final Consumer<byte[]> driver;
    private final AtomicInteger tasks = new AtomicInteger();
    private News told = new News(Statistics.Snapshot.NONE, Map.of(), Map.of());
    private long toldAt = System.nanoTime() - INTERVAL;

    /** What makes a report worth sending. A file's columns are known after the keys that were counted for it. */
    private record News(
            Statistics.Snapshot statistics,
            Map<WrittenColumns.Part, ColumnNames> written,
            Map<PlaintextFiles.Kind, Long> plaintextFiles) {

        static News of(ProcessReport report) {
            return new News(report.statistics(), report.written(), report.plaintextFiles());
        }
    }

    /**
     * Has told nothing yet.
     *
     * @param driver sends a message and doesn't wait
     */
    public Reporter(Supplier<ProcessReport> activity, Consumer<byte[]> driver) {
        this.activity = activity;
        this.driver = driver;
    }

    public void taskStarted() {
        tasks.incrementAndGet();
    }

    public void taskEnded() {
        boolean idle = tasks.decrementAndGet() <= 0;
        tellIf(idle);
    }

    private synchronized void tellIf(boolean idle) {
        if (idle || System.nanoTime() - toldAt >= INTERVAL) {
            tell();
        }
    }

    /** Tells it now, if there is anything new. A driver that can't be told is none of a task's business. */
    public synchronized void tell() {
        toldAt = System.nanoTime();
        try {
            ProcessReport report = activity.get();
            if (!News.of(report).equals(told)) {
                driver.accept(report.toMessage());
                told = News.of(report);
            }
        } catch (RuntimeException e) {
            LOG.debug("The driver was not told", e);
        }
    }
}
