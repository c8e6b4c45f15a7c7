package io.parquetkms.spark.report;

import io.parquetkms.activity.ColumnNames;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.PlaintextFiles;
import io.parquetkms.activity.WrittenColumns;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link KeyUsageEvent}s and {@link DatasetWrittenEvent}s into the event log: when the application ends, and for one that goes
 * on, when a job ends and the last time is a while ago.
 */
public final class Audit extends SparkListener {

    private static final long INTERVAL = Duration.ofMinutes(1).toMillis();

    private final Overview overview;
    private final @Nullable PolicyInUse policy;
    private final String user;
    private final Consumer<SparkListenerEvent> eventLog;
    private final Supplier<Long> clock;
    private final Map<Said<KeyUses.Use>, Long> uses = new HashMap<>();
    private final Map<Said<WrittenColumns.Part>, ColumnNames> written = new HashMap<>();
    private final Map<Said<PlaintextFiles.Kind>, Long> plaintextFiles = new HashMap<>();
    private long lastTime;

    private record Said<T>(Source source, T what) {}

    /**
     * Has logged nothing yet.
     *
     * @param policy null where there is none
     * @param clock milliseconds since 1970
     */
    public Audit(
            Overview overview,
            @Nullable PolicyInUse policy,
            String user,
            Consumer<SparkListenerEvent> eventLog,
            Supplier<Long> clock) {
        this.overview = overview;
        this.policy = policy;
        this.user = user;
        this.eventLog = eventLog;
        this.clock = clock;
        lastTime = clock.get();
    }

    @Override
    public void onJobEnd(SparkListenerJobEnd job) {
        if (clock.get() - lastTime >= INTERVAL) {
            log();
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
        overview.removed(executor.executorId());
    }

    /** Before the plugin's own end: in Spark 3.5 the event log is closed by then. */
    @Override
    public void onApplicationEnd(SparkListenerApplicationEnd end) {
        log();
    }

    /** Logs what was not logged yet. */
    public synchronized void log() {
        lastTime = clock.get();
        for (Source source : Source.values()) {
            logUses(source);
            overview.written(source).forEach((part, columns) -> log(source, part, columns));
            overview.plaintextFiles(source).forEach((kind, files) -> log(source, kind, files));
        }
    }

    private void logUses(Source source) {
        Map<String, ColumnNames> inPlaintext = WrittenColumns.inPlaintext(overview.written(source));
        overview.uses(source)
                .forEach(
                        (use, count) -> log(source, use, count, use.isWrite() ? inPlaintext.get(use.dataset()) : null));
    }

    private void log(Source source, KeyUses.Use use, KeyUses.Count count, @Nullable ColumnNames inPlaintext) {
        long dataKeys = since(uses, new Said<>(source, use), count.dataKeys());
        if (dataKeys > 0) {
            eventLog.accept(new KeyUsageEvent(
                    use.dataset(),
                    use.keyId(),
                    use.operation().wireName(),
                    dataKeys,
                    sorted(count.requestIds()),
                    sorted(count.keyMaterialIds()),
                    inPlaintext,
                    policy,
                    source,
                    user,
                    lastTime));
        }
    }

    private static List<String> sorted(Set<String> ids) {
        return ids.stream().sorted().toList();
    }

    private void log(Source source, WrittenColumns.Part part, ColumnNames columns) {
        if (!columns.equals(written.put(new Said<>(source, part), columns))) {
            eventLog.accept(new DatasetWrittenEvent(
                    part.dataset(), part.key(), columns, 0, part.reason(), policy, source, user, lastTime));
        }
    }

    private void log(Source source, PlaintextFiles.Kind kind, long files) {
        long more = since(plaintextFiles, new Said<>(source, kind), files);
        if (more > 0) {
            eventLog.accept(new DatasetWrittenEvent(
                    kind.dataset(), "", ColumnNames.NONE, more, kind.reason(), policy, source, user, lastTime));
        }
    }

    private static <T> long since(Map<T, Long> logged, T what, long count) {
        Long before = logged.put(what, count);
        return count - (before == null ? 0 : before);
    }
}
