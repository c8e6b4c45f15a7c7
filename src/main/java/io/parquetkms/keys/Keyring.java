package io.parquetkms.keys;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KeyringOptions;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.MasterKeyService;
import io.parquetkms.kms.MasterKeys;
import io.parquetkms.kms.WrappedKey;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Wraps and unwraps data keys for one caller of one master key service, with one KMS call for each key encryption key.
 *
 * <p>There is a cache for writing and one for reading, and neither fills the other: a caller that may only make data keys
 * can't read what it wrote. The reading one goes by the wrapped KEK itself and by everything that the right to unwrap it
 * depends on, never by the KEK id in a file: its author could choose the id of another KEK.
 *
 * <p>Safe on any thread. Failures are those of {@link MasterKeyService}.
 */
public final class Keyring implements AutoCloseable {

    private final OpenService service;
    private final KeyringOptions options;
    private final Ticker ticker;
    private final Statistics statistics;
    private final KekCache<WriteKey> writing;
    private final KekCache<ReadKey> reading;
    private final AtomicBoolean closed = new AtomicBoolean();

    private record WriteKey(String keyId, int bits, EncryptionContext context) {}

    private record ReadKey(WrappedKey wrapped, EncryptionContext context) {}

    /**
     * @param service owned by the keyring, which closes it
     * @param ticker time for deadlines
     * @param background runs renewals ahead of a deadline
     * @param statistics counts what the keyring does; may be shared
     */
    Keyring(
            MasterKeyService service,
            KeyringOptions options,
            Ticker ticker,
            Executor background,
            Statistics statistics) {
        this.service = new OpenService(service, statistics);
        this.options = options;
        this.ticker = ticker;
        this.statistics = statistics;
        writing = new KekCache<>(this::generate, options, ticker, background, statistics);
        reading = new KekCache<>(this::decrypt, options, ticker, background, statistics);
    }

    /**
     * Wraps a data key.
     *
     * @param dek 16, 24 or 32 bytes
     * @param keyId the master key
     * @param kekBits length of the KEK
     * @param footerInstanceId the KMS instance id to write for a footer's key; null for a column's
     * @return key metadata for the file
     */
    public byte[] wrap(
            byte[] dek, String keyId, int kekBits, EncryptionContext context, @Nullable String footerInstanceId) {
        Kek kek = leaseForWriting(new WriteKey(keyId, kekBits, context));
        try {
            String wrappedDek = Base64.getEncoder().encodeToString(kek.wrap(dek));
            statistics.deksWrapped.increment();
            return new KeyMaterial(footerInstanceId, kek.wrapped(), kek.encodedId(), wrappedDek).encode();
        } finally {
            kek.release();
        }
    }

    private Kek leaseForWriting(WriteKey key) {
        while (true) {
            Kek kek = writing.lease(key);
            if (kek.takeDek()) {
                return kek;
            }
            kek.release();
            writing.retire(key, kek);
        }
    }

    /**
     * Unwraps a data key.
     *
     * @param keyMetadata from the file
     * @param masterKeys says which master keys the file may name; asked before anything else, and again about the key that
     *     answered
     * @return the data key, 16, 24 or 32 bytes
     */
    public byte[] unwrap(byte[] keyMetadata, EncryptionContext context, MasterKeys masterKeys) {
        KeyMaterial material = KeyMaterial.decode(keyMetadata);
        byte[] wrappedDek = base64(material.sealedDek(), "wrappedDEK");
        byte[] kekId = base64(material.kekId(), "keyEncryptionKeyID");
        return read(material.kek(), context, masterKeys, kek -> unwrap(kek, wrappedDek, kekId));
    }

    private byte[] unwrap(Kek kek, byte[] wrappedDek, byte[] kekId) {
        try {
            byte[] dek = kek.unwrap(wrappedDek, kekId);
            if (!KeyBytes.isKeyLength(dek.length)) {
                throw KeyMaterial.malformed("its data key has " + dek.length + " bytes (must be 16, 24 or 32)", null);
            }
            statistics.deksUnwrapped.increment();
            return dek;
        } catch (AEADBadTagException e) {
            throw KeyMaterial.malformed(
                    "its data key was not wrapped by its key encryption key, or was changed since", e);
        }
    }

    /** Unwraps a key with a master key, keeping it as long as a KEK: Parquet's {@code KmsClient.unwrapKey}. */
    public byte[] unwrapDirectly(WrappedKey wrapped, EncryptionContext context, MasterKeys masterKeys) {
        return read(wrapped, context, masterKeys, Kek::toByteArray);
    }

    /** Wraps a key with a master key, each time by a call: Parquet's {@code KmsClient.wrapKey}. */
    public WrappedKey wrapDirectly(byte[] key, String keyId, EncryptionContext context) {
        KeyBytes bytes = KeyBytes.copyOf(key);
        try {
            return service.call(KmsOperation.ENCRYPT, kms -> kms.encrypt(keyId, bytes, context));
        } finally {
            bytes.wipe();
        }
    }

    private byte[] read(
            WrappedKey fromFile, EncryptionContext context, MasterKeys masterKeys, Function<Kek, byte[]> use) {
        WrappedKey wrapped = new WrappedKey(masterKeys.trusted(fromFile.keyId()), fromFile.ciphertext());
        Kek kek = reading.lease(new ReadKey(wrapped, context));
        try {
            masterKeys.trusted(kek.wrapped().keyId());
            return use.apply(kek);
        } finally {
            kek.release();
        }
    }

    private Kek generate(WriteKey key) {
        return kek(() -> service.call(
                KmsOperation.GENERATE_DATA_KEY, kms -> kms.generateDataKey(key.keyId(), key.bits(), key.context())));
    }

    private Kek decrypt(ReadKey key) {
        return kek(() -> service.call(KmsOperation.DECRYPT, kms -> kms.decrypt(key.wrapped(), key.context())));
    }

    /** The age counts from before the call: it is never longer than the configuration says. */
    private Kek kek(Supplier<DataKey> call) {
        long deadline = ticker.read() + options.maxAge().toNanos();
        return new Kek(call.get(), deadline, options.maxDeks());
    }

    private static byte[] base64(String text, String field) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw KeyMaterial.malformed("its field " + field + " is not base64", e);
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
            service.release();
        }
    }
}
