package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * KEKs by key: bounded, each in a {@link KekSlot}. A KEK that is dropped is wiped once nobody uses it. Safe on any thread.
 *
 * @param <K> what tells KEKs apart, everything that the right to use one depends on included
 */
final class KekCache<K> implements AutoCloseable {

    private final Function<K, Kek> fetch;
    private final KeyringOptions options;
    private final Ticker ticker;
    private final Executor background;
    private final Statistics statistics;
    private final Cache<K, KekSlot> slots;

    KekCache(
            Function<K, Kek> fetch, KeyringOptions options, Ticker ticker, Executor background, Statistics statistics) {
        this.fetch = fetch;
        this.options = options;
        this.ticker = ticker;
        this.background = background;
        this.statistics = statistics;
        slots = Caffeine.newBuilder()
                .maximumSize(options.maxKeks())
                .expireAfter(Expiry.<K, KekSlot>accessing((key, slot) -> slot.timeToLive()))
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .<K, KekSlot>removalListener((key, slot, cause) -> removed(slot, cause))
                .build();
    }

    private void removed(@Nullable KekSlot slot, RemovalCause cause) {
        if (slot != null) {
            if (cause.wasEvicted()) {
                statistics.evictions.increment();
            }
            slot.close();
        }
    }

    /**
     * The KEK of a key, with a lease that the caller releases.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException as {@link io.parquetkms.kms.MasterKeyService} does
     */
    Kek lease(K key) {
        while (true) {
            KekSlot slot = slots.get(key, this::newSlot);
            Kek kek = slot.lease();
            if (kek != null) {
                return kek;
            }
            slots.asMap().remove(key, slot); // closed meanwhile
        }
    }

    /** Takes a used-up KEK out; the next {@link #lease} fetches another. */
    void retire(K key, Kek used) {
        KekSlot slot = slots.getIfPresent(key);
        if (slot != null) {
            slot.retire(used);
        }
    }

    private KekSlot newSlot(K key) {
        return new KekSlot(
                () -> fetch.apply(key),
                timeToLive -> keepFor(key, timeToLive),
                options,
                ticker,
                background,
                statistics);
    }

    private void keepFor(K key, Duration timeToLive) {
        slots.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key, timeToLive));
    }

    /** How many KEKs are kept. */
    long size() {
        slots.cleanUp();
        return slots.estimatedSize();
    }

    @Override
    public void close() {
        slots.invalidateAll();
        slots.cleanUp();
    }
}
