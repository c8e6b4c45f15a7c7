package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.activity.Journal;
import io.parquetkms.activity.KeyInUse;
import io.parquetkms.activity.KeyUses;
import io.parquetkms.activity.Statistics;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import io.parquetkms.material.KeyMaterialReader;
import io.parquetkms.material.WrappedDek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Wraps and unwraps data keys for one caller of one KMS, with one KMS call for each key encryption key.
 *
 * <p>There is a cache for writing and one for reading, and neither fills the other: a caller that may only make data keys
 * can't read what it wrote. The reading one goes by the wrapped KEK itself and by everything that the right to unwrap it
 * depends on, never by the KEK id in a file: its author could choose the id of another KEK.
 *
 * <p>Safe on any thread. Failures are those of {@link Kms}.
 */
public final class Keyring implements AutoCloseable {

    /** How long another keyring may use a KEK whose deadline is over here while the KMS is unavailable. */
    private static final Duration GRANT_IN_GRACE = Duration.ofSeconds(30);

    private final OpenKms kms;
    private final Ticker ticker;
    private final Journal journal;
    private final Statistics statistics;
    private final KekFetcher source;
    private final KekCache writing;
    private final KekCache reading;
    private final KeyMaterialReader materials = new KeyMaterialReader();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * An empty one.
     *
     * @param kms owned by the keyring, which closes it
     * @param broker asked before the KMS; null: there is none
     * @param ticker time for deadlines
     * @param background runs renewals ahead of a deadline
     * @param journal told what the keyring does; may be shared
     */
    public Keyring(
            Kms kms,
            @Nullable KekBroker broker,
            KeyringOptions options,
            Ticker ticker,
            Executor background,
            Journal journal) {
        this.kms = new OpenKms(kms, journal::called);
        this.ticker = ticker;
        this.journal = journal;
        statistics = journal.statistics();
        KekFetcher direct = new KmsFetcher(this.kms, options, ticker);
        source = broker == null ? direct : new BrokerFetcher(broker, this.kms, direct, ticker, statistics);
        writing = new KekCache(source, options, ticker, background, statistics);
        reading = new KekCache(source, options, ticker, background, statistics);
    }

    /**
     * Wraps a data key.
     *
     * @param dek 16, 24 or 32 bytes
     * @param with which KEK
     * @param kmsKeys asked about the key that answered
     * @param footerInstanceId the KMS instance id to write for a footer's key; null for a column's
     * @param dataset what the data key is for, as {@link KeyUses} counts it
     * @return key metadata for the file
     */
    public byte[] wrap(
            byte[] dek, KekRequest.ToWrite with, KmsKeys kmsKeys, @Nullable String footerInstanceId, String dataset) {
        return wrap(List.of(dek), with, kmsKeys, footerInstanceId, dataset).get(0);
    }

    /** Wraps the data keys of columns; cheaper than one by one. Key metadata in their order. */
    public List<byte[]> wrapAll(List<byte[]> deks, KekRequest.ToWrite with, KmsKeys kmsKeys, String dataset) {
        return wrap(deks, with, kmsKeys, null, dataset);
    }

    private List<byte[]> wrap(
            List<byte[]> deks,
            KekRequest.ToWrite with,
            KmsKeys kmsKeys,
            @Nullable String footerInstanceId,
            String dataset) {
        List<byte[]> keyMetadata = new ArrayList<>(deks.size());
        while (keyMetadata.size() < deks.size()) {
            Kek kek = writing.acquire(with);
            try {
                checkAnswered(with, kek, kmsKeys);
                List<byte[]> left = deks.subList(keyMetadata.size(), deks.size());
                int taken = (int) kek.takeDeks(left.size());
                if (taken == 0) {
                    refillOrRetire(with, kek);
                    continue;
                }
                keyMetadata.addAll(kek.wrap(left.subList(0, taken), footerInstanceId));
                statistics.wrapped(taken);
                used(dataset, kek, KmsOperation.GENERATE_DATA_KEY, taken);
            } finally {
                kek.release();
            }
        }
        return keyMetadata;
    }

    /** A KEK that the driver chose is as good as one that a file names: the KMS key must be trusted, unless it was asked for. */
    private static void checkAnswered(KekRequest.ToWrite with, Kek kek, KmsKeys kmsKeys) {
        String answered = kek.wrapped().keyId();
        boolean chosenElsewhere =
                kek.wasUnwrapped() && !answered.equals(with.key().value());
        kmsKeys.checkAnswered(with.key(), !chosenElsewhere, answered);
    }

    private void refillOrRetire(KekRequest.ToWrite key, Kek kek) {
        synchronized (kek) { // one asks; the others find what it got
            if (!kek.hasDeks() && !source.refill(key, kek)) {
                writing.retire(key, kek);
            }
        }
    }

    /**
     * Unwraps a data key.
     *
     * @param keyMetadata from the file
     * @param kmsKeys says which KMS keys the file may name; asked before anything else, and again about the key that
     *     answered
     * @param dataset what the data key is for, as {@link KeyUses} counts it
     * @return the data key, 16, 24 or 32 bytes
     */
    public byte[] unwrap(byte[] keyMetadata, EncryptionContext context, KmsKeys kmsKeys, String dataset) {
        return unwrap(keyMetadata, context, kmsKeys, dataset, KeyCheck.NONE);
    }

    /**
     * The same, of a file that not every trusted key will do for.
     *
     * @param check asked about the KMS key besides {@code kmsKeys}
     */
    public byte[] unwrap(
            byte[] keyMetadata, EncryptionContext context, KmsKeys kmsKeys, String dataset, KeyCheck check) {
        WrappedDek wrapped = materials.read(keyMetadata);
        String named = wrapped.material().kek().keyId();
        check.beforeAsking(named);
        return read(wrapped.material().kek(), context, kmsKeys, dataset, kek -> {
            check.answered(named, kek.wrapped().keyId());
            return unwrap(kek, wrapped);
        });
    }

    /** The wrapped KEK that key metadata names, untrusted as it is. Asks nobody. */
    public WrappedKey kek(byte[] keyMetadata) {
        return materials.read(keyMetadata).material().kek();
    }

    private byte[] unwrap(Kek kek, WrappedDek wrapped) {
        try {
            byte[] dek = kek.unwrap(wrapped.bytes(), wrapped.material().kekId());
            if (!KeyBytes.isKeyLength(dek.length)) {
                throw KeyMaterialReader.malformed(
                        "its data key has " + dek.length + " bytes (must be 16, 24 or 32)", null);
            }
            statistics.unwrapped();
            return dek;
        } catch (AEADBadTagException e) {
            throw KeyMaterialReader.malformed(
                    "its data key was not wrapped by its key encryption key, or was changed since", e);
        }
    }

    /** Unwraps a key with a KMS key, keeping it as long as a KEK: Parquet's {@code KmsClient.unwrapKey}. */
    public byte[] unwrapDirectly(WrappedKey wrapped, EncryptionContext context, KmsKeys kmsKeys) {
        return read(wrapped, context, kmsKeys, KeyUses.UNKNOWN_DATASET, Kek::toByteArray);
    }

    /** Wraps a key with a KMS key, each time by a call: Parquet's {@code KmsClient.wrapKey}. */
    public WrappedKey wrapDirectly(byte[] key, KeyId with, EncryptionContext context, KmsKeys kmsKeys) {
        KeyBytes bytes = KeyBytes.copyOf(key);
        try {
            WrappedKey wrapped = kms.call(KmsOperation.ENCRYPT, with, service -> service.encrypt(with, bytes, context));
            kmsKeys.checkAnswered(with, true, wrapped.keyId());
            return wrapped;
        } finally {
            bytes.wipe();
        }
    }

    private byte[] read(
            WrappedKey fromFile,
            EncryptionContext context,
            KmsKeys kmsKeys,
            String dataset,
            Function<Kek, byte[]> use) {
        KeyId keyId = kmsKeys.requested(fromFile.keyId(), false);
        Kek kek = reading.acquire(new KekRequest.ToRead(keyId, fromFile.ciphertext(), context));
        try {
            kmsKeys.checkAnswered(keyId, false, kek.wrapped().keyId());
            byte[] key = use.apply(kek);
            used(dataset, kek, KmsOperation.DECRYPT, 1);
            return key;
        } finally {
            kek.release();
        }
    }

    private void used(String dataset, Kek kek, KmsOperation operation, int dataKeys) {
        KeyUses.Use use = new KeyUses.Use(dataset, kek.wrapped().keyId(), operation);
        journal.used(use, kek.requestId(), kek.keyMaterialId(), dataKeys);
    }

    /**
     * Gives a KEK to another keyring, if there is one in memory.
     *
     * @param plaintext whether the key itself goes along
     * @param deks how many DEKs the other would wrap with it
     * @param kmsKeys asked about the key that answered
     * @return null if the KMS has to be asked first, see {@link #fetch}
     */
    public @Nullable KekGrant grantIfReady(KekRequest request, boolean plaintext, long deks, KmsKeys kmsKeys) {
        KekCache cache = cache(request);
        Kek kek = cache.acquireIfReady(request);
        if (kek == null) {
            return null;
        }
        try {
            boolean writing = request instanceof KekRequest.ToWrite;
            kmsKeys.checkAnswered(request.key(), writing, kek.wrapped().keyId());
            long taken = kek.takeDeks(deks);
            if (taken == 0 && deks > 0) {
                cache.retire(request, kek);
                return null;
            }
            long now = ticker.read();
            return kek.grant(plaintext, left(kek, now), taken, now);
        } finally {
            kek.release();
        }
    }

    /** Until the deadline; after it, for a short while, and no longer than the grace. */
    private static Duration left(Kek kek, long now) {
        long left = kek.nanosLeft(now);
        long inGrace = Math.min(GRANT_IN_GRACE.toNanos(), Math.max(0, kek.nanosUntilEnd(now)));
        return Duration.ofNanos(left > 0 ? left : inGrace);
    }

    /** Gets a KEK into memory, if it isn't there; takes as long as a request to the KMS. */
    public void fetch(KekRequest request) {
        cache(request).acquire(request).release();
    }

    /** Asks the KMS for a key's state, and for the key behind an alias. */
    public KeyDescription describe(KeyId key) {
        return kms.call(KmsOperation.DESCRIBE_KEY, key, service -> service.describe(key));
    }

    private KekCache cache(KekRequest request) {
        return request instanceof KekRequest.ToWrite ? writing : reading;
    }

    /** The KEKs in memory, by KMS key and purpose. */
    public List<KeyInUse> keysInUse() {
        Map<List<Object>, KeyInUse> keys = new LinkedHashMap<>();
        addTo(keys, writing, true);
        addTo(keys, reading, false);
        return List.copyOf(keys.values());
    }

    private void addTo(Map<List<Object>, KeyInUse> keys, KekCache cache, boolean forWriting) {
        long now = ticker.read();
        for (Kek kek : cache.inUse()) {
            KeyInUse one = new KeyInUse(
                    kek.wrapped().keyId(),
                    forWriting,
                    1,
                    Duration.ofNanos(kek.nanosOld(now)),
                    Duration.ofNanos(kek.nanosLeft(now)));
            keys.merge(List.of(one.keyId(), forWriting), one, KeyInUse::plus);
        }
    }

    /** How many KEKs are in memory, for writing and for reading. */
    public long size() {
        return writing.size() + reading.size();
    }

    /** Wipes the keys and closes the service, each as soon as its last user is done. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writing.close();
            reading.close();
            kms.release();
        }
    }
}
