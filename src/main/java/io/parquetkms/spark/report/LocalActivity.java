package io.parquetkms.spark.report;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.parquetkms.activity.KmsCall;
import io.parquetkms.activity.Statistics;
import io.parquetkms.aes.FastAes;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.process.KmsRuntime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** What the keyrings of this process do: for Spark's metric system, and for the driver. Safe on any thread. */
public final class LocalActivity {

    private static final int DENIALS = 20;
    private static final int MESSAGE = 1_000;

    private final KmsRuntime runtime;
    private final String executor;
    private final String host;
    private final MetricRegistry metrics;
    private final Deque<Denial> denials = new ArrayDeque<>();

    /**
     * Begins to listen.
     *
     * @param metrics where to register
     */
    public LocalActivity(KmsRuntime runtime, String executor, String host, MetricRegistry metrics) {
        this.runtime = runtime;
        this.executor = executor;
        this.host = host;
        this.metrics = metrics;
        register("keks.hits", Statistics.Snapshot::hits);
        register(
                "keks.misses",
                statistics -> statistics.calls().succeeded(KmsOperation.GENERATE_DATA_KEY)
                        + statistics.calls().succeeded(KmsOperation.DECRYPT)
                        + statistics.brokered());
        register("keks.evictions", Statistics.Snapshot::evictions);
        register("keks.brokered", Statistics.Snapshot::brokered);
        register("keks.grace.uses", Statistics.Snapshot::graceUses);
        register("keks.denied.hits", Statistics.Snapshot::deniedHits);
        register("deks.wrapped", Statistics.Snapshot::deksWrapped);
        register("deks.unwrapped", Statistics.Snapshot::deksUnwrapped);
        register("kms.calls", statistics -> statistics.calls().total());
        register("kms.calls.failed", statistics -> statistics.calls().failed());
        register("kms.calls.saved", Statistics.Snapshot::callsSaved);
        runtime.journal().listen(this::called);
    }

    private void register(String name, ToLongFunction<Statistics.Snapshot> count) {
        metrics.register(name, (Gauge<Long>)
                () -> count.applyAsLong(runtime.journal().statistics().snapshot()));
    }

    /** One timer for each operation and outcome: it counts and has the latencies. */
    private void called(KmsCall call) {
        metrics.timer("kms." + call.operation().wireName() + "." + call.outcome())
                .update(call.took().toNanos(), TimeUnit.NANOSECONDS);
        RuntimeException failure = call.failure();
        if (failure != null && KmsError.of(failure) == KmsError.DENIED) {
            add(new Denial(
                    Instant.now(), call.operation().wireName(), call.keyId(), String.valueOf(failure.getMessage())));
        }
    }

    private void add(Denial denial) {
        String message = denial.message();
        synchronized (denials) {
            denials.addFirst(
                    message.length() <= MESSAGE
                            ? denial
                            : new Denial(
                                    denial.when(),
                                    denial.operation(),
                                    denial.keyId(),
                                    message.substring(0, MESSAGE) + "…"));
            if (denials.size() > DENIALS) {
                denials.removeLast();
            }
        }
    }

    /** All of it, now. */
    public ProcessReport report() {
        List<Denial> recent;
        synchronized (denials) {
            recent = List.copyOf(denials);
        }
        return new ProcessReport(
                executor,
                host,
                FastAes.provider(),
                Instant.now(),
                runtime.journal().statistics().snapshot(),
                runtime.keysInUse(),
                runtime.journal().uses().snapshot(),
                runtime.journal().written().snapshot(),
                runtime.journal().plaintextFiles().snapshot(),
                recent);
    }
}
