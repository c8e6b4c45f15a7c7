package io.parquetkms.spark.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** The executors that there are, as the driver itself knows. Safe on any thread. */
public final class LiveExecutors extends SparkListener {

    /** An executor's last report may come after the news that it is gone. */
    private static final Duration LAST_WORDS = Duration.ofMinutes(1);

    private final Predicate<String> registered;
    private final Set<String> added = ConcurrentHashMap.newKeySet();
    private final Cache<String, Boolean> leaving;

    /**
     * Knows of none yet.
     *
     * @param registered asks Spark's scheduler, which knows of an executor before its listeners do
     */
    public LiveExecutors(Predicate<String> registered, Ticker ticker) {
        this.registered = registered;
        leaving = Caffeine.newBuilder()
                .expireAfterWrite(LAST_WORDS)
                .maximumSize(100_000)
                .ticker(ticker)
                .build();
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded executor) {
        added.add(executor.executorId());
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
        added.remove(executor.executorId());
        leaving.put(executor.executorId(), true);
    }

    /** How many there are. */
    public int count() {
        return added.size();
    }

    /** Whether there is such an executor, or was until just now. */
    public boolean knows(String executor) {
        return !executor.equals(ProcessReport.DRIVER)
                && (added.contains(executor) || leaving.getIfPresent(executor) != null || registered.test(executor));
    }
}
