package io.parquetkms.keys;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A KMS in memory, whose faults, answers and pace the test sets. It "wraps" by remembering, and answers with
 * the key it was asked for unless the blob was made under another one.
 */
final class FakeKms implements Kms {

    /** Every key that was handed out, to see whether it was wiped. */
    final List<KeyBytes> handedOut = Collections.synchronizedList(new ArrayList<>());

    private record Made(String keyId, KeyBytes key, EncryptionContext context) {}

    private final Map<String, Made> made = new ConcurrentHashMap<>();
    private final Map<KmsOperation, AtomicInteger> calls = new EnumMap<>(KmsOperation.class);
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final Map<KmsOperation, KmsError> faults = new ConcurrentHashMap<>();
    private volatile @Nullable KmsError fault;
    private volatile @Nullable CountDownLatch gate;
    private volatile CountDownLatch arrived = new CountDownLatch(1);
    private final AtomicInteger serial = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean closed;

    /** 0: as long as was asked for. */
    private volatile int lengthMade;

    FakeKms() {
        for (KmsOperation operation : KmsOperation.values()) {
            calls.put(operation, new AtomicInteger());
        }
    }

    /** Every call fails like that until null is set. */
    void fail(@Nullable KmsError error) {
        fault = error;
    }

    /** Every call of this kind fails like that. */
    void fail(KmsOperation operation, KmsError error) {
        faults.put(operation, error);
    }

    /** Keys are made that long, whatever was asked for. */
    void makeKeysOf(int bits) {
        lengthMade = bits;
    }

    /** What is made with this alias is made by that key. */
    void pin(String alias, String keyId) {
        aliases.put(alias, keyId);
    }

    /** Calls wait until the latch that is returned is counted down. */
    CountDownLatch hold() {
        CountDownLatch latch = new CountDownLatch(1);
        arrived = new CountDownLatch(1);
        gate = latch;
        return latch;
    }

    void awaitArrival() throws InterruptedException {
        arrived.await();
    }

    int calls(KmsOperation operation) {
        return counter(operation).get();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        enter(KmsOperation.GENERATE_DATA_KEY, key);
        KeyBytes plaintext = KeyBytes.random(lengthMade == 0 ? bits : lengthMade);
        return new DataKey(handOut(plaintext), remember(key, plaintext, context), requestId(), material(key.value()));
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        enter(KmsOperation.ENCRYPT, key);
        return remember(key, plaintext, context);
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        enter(KmsOperation.DECRYPT, key);
        Made entry = made.get(ciphertext);
        if (entry == null || !entry.context().equals(context)) {
            throw KmsError.INVALID.exception("not made here with that context", null);
        }
        return new DataKey(
                handOut(KeyBytes.copyOf(entry.key().toByteArray())),
                new WrappedKey(entry.keyId(), ciphertext),
                requestId(),
                material(entry.keyId()));
    }

    /** As the KMS names the material of a key. */
    static String material(String keyId) {
        return "material-of-" + keyId;
    }

    private String requestId() {
        return "request-" + requests.incrementAndGet();
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        throw new UnsupportedOperationException("no keyring asks for it");
    }

    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        throw new UnsupportedOperationException("no keyring asks for it");
    }

    @Override
    public KeyDescription describe(KeyId key) {
        throw new UnsupportedOperationException("no keyring asks for it");
    }

    @Override
    public void close() {
        closed = true;
    }

    private void enter(KmsOperation operation, KeyId keyId) {
        counter(operation).incrementAndGet();
        arrived.countDown();
        CountDownLatch latch = gate;
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw KmsError.UNAVAILABLE.exception("interrupted", e);
            }
        }
        KmsError error = faults.getOrDefault(operation, fault);
        if (error != null) {
            throw error.exception(operation + " with " + keyId + ": " + error, null);
        }
    }

    private AtomicInteger counter(KmsOperation operation) {
        return calls.computeIfAbsent(operation, missing -> new AtomicInteger());
    }

    private KeyBytes handOut(KeyBytes key) {
        handedOut.add(key);
        return key;
    }

    private WrappedKey remember(KeyId asked, KeyBytes key, EncryptionContext context) {
        String keyId = aliases.getOrDefault(asked.value(), asked.value());
        String ciphertext = "blob-" + serial.incrementAndGet();
        made.put(ciphertext, new Made(keyId, KeyBytes.copyOf(key.toByteArray()), context));
        return new WrappedKey(keyId, ciphertext);
    }
}
