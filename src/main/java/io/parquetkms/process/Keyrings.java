package io.parquetkms.process;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Journal;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.keys.KekBroker;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.Provider;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The keyrings of a runtime: one for each caller and way to reach the KMS. Keys fetched for one caller never serve another. Safe
 * on any thread.
 */
final class Keyrings implements AutoCloseable {

    private static final int RENEWAL_THREADS = 4;

    private final Journal journal = new Journal();
    private final ExecutorService background = DaemonThreads.pool("parquet-kms-renewal", RENEWAL_THREADS);

    /** Bounded: settings of a session or table may differ without end in a long-lived server. */
    private final Cache<Id, Open> open = Caffeine.newBuilder()
            .maximumSize(1_000)
            .executor(Runnable::run)
            .<Id, Open>removalListener((id, removed, cause) -> {
                if (removed != null) {
                    removed.keyring().close();
                }
            })
            .build();

    private volatile @Nullable Brokered brokered;
    private volatile boolean closed;

    private record Id(Caller caller, Provider provider, KeyringOptions options) {}

    private record Open(Keyring keyring, CallersKms kms) {}

    /** Whose keys come from a broker. */
    private record Brokered(Caller caller, Provider provider, KekBroker broker) {

        private boolean covers(Id id) {
            return caller.equals(id.caller()) && provider.equals(id.provider());
        }
    }

    /** The caller's keyring. Look it up for each use rather than keep it: one that was long unused may be closed. */
    Keyring of(Caller caller, KeyAccess access) {
        if (closed) {
            throw KmsError.UNAVAILABLE.exception(
                    "The application (or the ParquetKms) that this key is for has ended in this process, and its keys with it",
                    null);
        }
        Open found =
                open.get(new Id(caller, access.provider(), access.settings().keyring()), this::make);
        found.kms().seen(caller);
        return found.keyring();
    }

    private Open make(Id id) {
        Brokered current = brokered;
        CallersKms kms = new CallersKms(id.provider(), id.caller());
        Keyring keyring = new Keyring(
                kms,
                current != null && current.covers(id) ? current.broker() : null,
                id.options(),
                Ticker.systemTicker(),
                background,
                journal);
        return new Open(keyring, kms);
    }

    Journal journal() {
        return journal;
    }

    /** The KEKs in memory, by KMS key and purpose. */
    List<KeyInUse> keysInUse() {
        return open.asMap().values().stream()
                .flatMap(found -> found.keyring().keysInUse().stream())
                .toList();
    }

    /** Lets a caller's keys come from a broker. */
    void useBroker(Caller caller, Provider provider, KekBroker broker) {
        brokered = new Brokered(caller, provider, broker);
        wipe();
    }

    /** Wipes all keys and closes all connections; they are made again for the next use. */
    void wipe() {
        open.invalidateAll();
        open.cleanUp();
    }

    @Override
    public void close() {
        closed = true;
        wipe();
        background.shutdownNow();
    }
}
