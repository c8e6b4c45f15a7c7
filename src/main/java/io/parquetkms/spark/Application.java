package io.parquetkms.spark;

import io.parquetkms.config.AwsOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.keys.Caller;
import io.parquetkms.keys.Keyrings;
import io.parquetkms.keys.Statistics;
import io.parquetkms.kms.MasterKeys;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the driver has while an application runs. */
final class Application implements AutoCloseable {

    /** How many requests to the KMS at once: 10,000 KEKs at 20 ms each take 6 s. */
    private static final int THREADS = 32;

    private final Settings settings;
    private final Brokering brokering;
    private final long preflightRequests;
    private final Overview overview;
    private final ThreadPoolExecutor threads;
    private final KeyBroker broker;
    private final Instant started = Instant.now();

    /** @param activity of the driver itself */
    Application(Settings settings, Brokering brokering, long preflightRequests, LocalActivity activity) {
        this.settings = settings;
        this.brokering = brokering;
        this.preflightRequests = preflightRequests;
        overview = new Overview(activity::report);
        threads = threads();
        Caller driver = Caller.current(settings.accessToken());
        broker = new KeyBroker(
                () -> Keyrings.of(driver, settings),
                MasterKeys.of(settings),
                brokering.mode() == Brokering.Mode.KEYS,
                settings.keyring().maxDeks(),
                threads);
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "parquet-kms-broker");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    Overview overview() {
        return overview;
    }

    Brokering brokering() {
        return brokering;
    }

    Instant started() {
        return started;
    }

    /** Requests to the KMS before it began. */
    long preflightRequests() {
        return preflightRequests;
    }

    Settings settings() {
        return settings;
    }

    /** Answers an executor's message; null where it wants no answer. Waits for nothing. */
    byte @Nullable [] receive(byte[] message) {
        if (Wire.isReport(message)) {
            overview.told(Wire.report(message));
            return null;
        }
        return Wire.answers(broker.answer(Wire.requests(message)));
    }

    /** One line about all of it. */
    String summary() {
        Statistics.Snapshot statistics = overview.statistics();
        long calls = statistics.calls().total();
        String price = settings.provider() instanceof AwsOptions
                ? String.format(Locale.ROOT, ", $%s at list price", KmsPrice.dollars(calls + preflightRequests))
                : "";
        String preflight = preflightRequests == 0 ? "" : ", and " + preflightRequests + " to check the keys at start";
        return String.format(
                Locale.ROOT,
                "Encryption keys: %,d KMS calls (%s)%s%s. %,d data keys wrapped, %,d unwrapped; %,d calls saved against one"
                        + " for each. Broker %s: executors got %,d keys from the driver",
                calls,
                calls == 0 ? "none" : statistics.calls(),
                preflight,
                price,
                statistics.deksWrapped(),
                statistics.deksUnwrapped(),
                statistics.callsSaved(),
                brokering.mode().name().toLowerCase(Locale.ROOT),
                statistics.brokered());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
