package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.config.ProviderOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.MasterKeyServices;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The keyrings of this process: one for each caller and way to reach the KMS. Keys fetched for one caller never serve
 * another. Safe on any thread.
 */
public final class Keyrings {

    private static final Statistics STATISTICS = new Statistics();

    private static final Executor BACKGROUND = background();

    /** Bounded: settings of a session or table may differ without end in a long-lived server. */
    private static final Cache<Id, Keyring> OPEN = Caffeine.newBuilder()
            .maximumSize(1_000)
            .executor(Runnable::run)
            .<Id, Keyring>removalListener((id, keyring, cause) -> {
                if (keyring != null) {
                    keyring.close();
                }
            })
            .build();

    private record Id(Caller caller, ProviderOptions provider, KeyringOptions options) {}

    private Keyrings() {}

    /** The caller's keyring. Look it up for each use rather than keep it: one that was long unused may be closed. */
    public static Keyring of(Caller caller, Settings settings) {
        return OPEN.get(
                new Id(caller, settings.provider(), settings.keyring()),
                id -> new Keyring(
                        MasterKeyServices.open(id.provider()),
                        id.options(),
                        Ticker.systemTicker(),
                        BACKGROUND,
                        STATISTICS));
    }

    /** What all keyrings of this process have done. */
    public static Statistics.Snapshot statistics() {
        return STATISTICS.snapshot();
    }

    /** Wipes all keys and closes all connections; the next use starts afresh. */
    public static void closeAll() {
        OPEN.invalidateAll();
        OPEN.cleanUp();
    }

    private static Executor background() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(4, 4, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "parquet-kms-renewal");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
