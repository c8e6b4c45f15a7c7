package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Statistics;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.KmsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * KEKs by key: bounded, each in a {@link KekSlot}. A KEK that is dropped is wiped once nobody uses it. Safe on any thread.
 */
final class KekCache implements AutoCloseable {

    private final KekFetcher source;
    private final KeyringOptions options;
    private final Ticker ticker;
    private final Executor background;
    private final Statistics statistics;
    private final Cache<KekRequest, KekSlot> slots;
    private volatile boolean closed;

    KekCache(KekFetcher source, KeyringOptions options, Ticker ticker, Executor background, Statistics statistics) {
        this.source = source;
        this.options = options;
        this.ticker = ticker;
        this.background = background;
        this.statistics = statistics;
        slots = Caffeine.newBuilder()
                .maximumSize(options.maxKeks())
                .expireAfter(Expiry.<KekRequest, KekSlot>accessing((key, slot) -> slot.timeToLive()))
                .ticker(ticker)
                .scheduler(Scheduler.systemScheduler())
                .executor(Runnable::run)
                .<KekRequest, KekSlot>removalListener((key, slot, cause) -> removed(slot, cause))
                .build();
    }

    private void removed(@Nullable KekSlot slot, RemovalCause cause) {
        if (slot != null) {
            if (cause.wasEvicted()) {
                statistics.evicted();
            }
            slot.close();
        }
    }

    /**
     * The KEK of a key, with a reference that the caller releases.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException as {@link io.parquetkms.kms.Kms} does
     * @throws IllegalStateException if this cache was closed
     */
    Kek acquire(KekRequest key) {
        while (true) {
            KekSlot slot = slot(key);
            Kek kek = slot.acquire();
            if (kek != null) {
                return kek;
            }
            slots.asMap().remove(key, slot); // closed meanwhile
        }
    }

    /** Closing ends the slots that are there, so whoever adds one looks afterwards whether it has begun. */
    private KekSlot slot(KekRequest key) {
        KekSlot slot = slots.get(key, this::newSlot);
        if (closed) {
            slots.invalidate(key);
            throw new IllegalStateException("The keyring was closed");
        }
        return slot;
    }

    /** The KEK of a key, if there is one without a call; with a reference. */
    @Nullable
    Kek acquireIfReady(KekRequest key) {
        KekSlot slot = slots.getIfPresent(key);
        return slot == null ? null : slot.acquireIfReady();
    }

    /** Takes a used-up KEK out; the next {@link #acquire} fetches another. */
    void retire(KekRequest key, Kek used) {
        KekSlot slot = slots.getIfPresent(key);
        if (slot != null) {
            slot.retire(used);
        }
    }

    private KekSlot newSlot(KekRequest key) {
        return new KekSlot(
                () -> fetch(key), timeToLive -> keepFor(key, timeToLive), options, ticker, background, statistics);
    }

    /** Whoever gave it: a shorter key than was asked for must not protect anything. */
    private Kek fetch(KekRequest key) {
        Kek kek = source.fetch(key);
        if (key instanceof KekRequest.ToWrite write && kek.bits() != write.bits()) {
            int bits = kek.bits();
            kek.release();
            throw KmsError.REJECTED.exception(
                    key.operation() + " with " + key.key() + ": a key of " + bits + " bits came where " + write.bits()
                            + " were asked for",
                    null);
        }
        return kek;
    }

    private void keepFor(KekRequest key, Duration timeToLive) {
        slots.policy().expireVariably().ifPresent(expiry -> expiry.setExpiresAfter(key, timeToLive));
    }

    /** The KEKs that are kept, one by one. */
    List<Kek> inUse() {
        List<Kek> keks = new ArrayList<>();
        slots.asMap().values().forEach(slot -> slot.addTo(keks));
        return keks;
    }

    /** How many KEKs are kept. */
    long size() {
        slots.cleanUp();
        return slots.estimatedSize();
    }

    /** Wipes what is there and what is being fetched. */
    @Override
    public void close() {
        closed = true;
        slots.invalidateAll();
        slots.cleanUp();
    }
}
