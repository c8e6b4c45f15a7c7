package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.config.ProviderOptions;
import io.parquetkms.config.Settings;
import io.parquetkms.kms.MasterKeyServices;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keyrings of this process: one for each caller and way to reach the KMS. Keys fetched for one caller never serve
 * another. Safe on any thread.
 */
public final class Keyrings {

    private static volatile Journal journal = new Journal();

    private static volatile @Nullable Brokered brokered;

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

    /** Whose keys come from a broker. */
    private record Brokered(Caller caller, ProviderOptions provider, KekBroker broker) {

        private boolean covers(Id id) {
            return caller.equals(id.caller()) && provider.equals(id.provider());
        }
    }

    private Keyrings() {}

    /** The caller's keyring. Look it up for each use rather than keep it: one that was long unused may be closed. */
    public static Keyring of(Caller caller, Settings settings) {
        return OPEN.get(new Id(caller, settings.provider(), settings.keyring()), Keyrings::open);
    }

    private static Keyring open(Id id) {
        Brokered current = brokered;
        return new Keyring(
                MasterKeyServices.open(id.provider()),
                current != null && current.covers(id) ? current.broker() : null,
                id.options(),
                Ticker.systemTicker(),
                BACKGROUND,
                journal);
    }

    /** What all keyrings of this process have done since the last {@link #startAfresh}. */
    public static Statistics.Snapshot statistics() {
        return journal.statistics().snapshot();
    }

    /** What their keys were used for since the last {@link #startAfresh}. */
    public static Map<KeyUses.Use, KeyUses.Count> uses() {
        return journal.uses().snapshot();
    }

    /** The KEKs in memory, by master key and purpose. */
    public static List<KeyInUse> keysInUse() {
        return OPEN.asMap().values().stream()
                .flatMap(keyring -> keyring.keysInUse().stream())
                .toList();
    }

    /** Has each request to a KMS told of, on the thread that made it, until the next {@link #startAfresh}. */
    public static void listen(Consumer<KmsCall> listener) {
        journal.listen(listener);
    }

    /** Lets a caller's keys come from a broker, until the next {@link #startAfresh}. */
    public static void useBroker(Caller caller, ProviderOptions provider, KekBroker broker) {
        brokered = new Brokered(caller, provider, broker);
        closeAll();
    }

    /** Wipes all keys and closes all connections. */
    public static void closeAll() {
        OPEN.invalidateAll();
        OPEN.cleanUp();
    }

    /** As in a new process: no keys, no connections, no broker, no counts. */
    public static void startAfresh() {
        journal = new Journal();
        end();
    }

    /** Wipes all keys and closes all connections, and forgets the broker. The counts stay, for a last report. */
    public static void end() {
        brokered = null;
        closeAll();
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
