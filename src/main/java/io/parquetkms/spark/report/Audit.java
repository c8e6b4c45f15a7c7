package io.parquetkms.spark.report;

import io.parquetkms.activity.InPlaintext;
import io.parquetkms.activity.KeyUses;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerApplicationEnd;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link KeyUsageEvent}s into the event log: when the application ends, and for one that goes on, when a job ends and the
 * last time is a while ago.
 */
public final class Audit extends SparkListener {

    private static final long INTERVAL = Duration.ofMinutes(1).toMillis();

    private final Overview overview;
    private final String user;
    private final Consumer<SparkListenerEvent> eventLog;
    private final Supplier<Long> clock;
    private final Map<Said, KeyUses.Count> logged = new HashMap<>();
    private long lastTime;

    private record Said(Source source, KeyUses.Use use) {}

    /**
     * Has logged nothing yet.
     *
     * @param clock milliseconds since 1970
     */
    public Audit(Overview overview, String user, Consumer<SparkListenerEvent> eventLog, Supplier<Long> clock) {
        this.overview = overview;
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
            Map<KeyUses.Use, KeyUses.Count> uses = overview.uses(source);
            Map<String, InPlaintext.Columns> inPlaintext = overview.inPlaintext(source);
            uses.forEach((use, count) ->
                    log(new Said(source, use), count, use.isWrite() ? inPlaintext.get(use.dataset()) : null));
        }
    }

    private void log(Said said, KeyUses.Count count, InPlaintext.@Nullable Columns inPlaintext) {
        KeyUses.Count before = logged.put(said, count);
        long dataKeys = count.dataKeys() - (before == null ? 0 : before.dataKeys());
        if (dataKeys > 0) {
            eventLog.accept(event(said, count, dataKeys, inPlaintext));
        }
    }

    private KeyUsageEvent event(
            Said said, KeyUses.Count count, long dataKeys, InPlaintext.@Nullable Columns inPlaintext) {
        KeyUses.Use use = said.use();
        List<String> requestIds = count.requestIds().stream().sorted().toList();
        return new KeyUsageEvent(
                use.dataset(),
                use.keyId(),
                use.operation().wireName(),
                dataKeys,
                requestIds,
                inPlaintext,
                said.source(),
                user,
                lastTime);
    }
}
