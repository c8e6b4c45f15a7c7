package io.parquetkms.lake.rotate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.InvalidKeyMaterialException;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.process.DaemonThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/**
 * Has the KMS wrap keys anew, each once: they stand in many files. For one thread, which many others work for.
 *
 * <p>The newest {@value #REMEMBERED} are remembered, in less than 100 MB. One that comes again after so many others is wrapped once
 * more, which is right, too, and costs a request.
 */
final class ReEncryption implements AutoCloseable {

    static final int REMEMBERED = 100_000;

    /** At 10 ms for an answer, more than any account's quota. */
    private static final int THREADS = 32;

    private final Kms kms;
    private final KeyMove move;
    private final KeyId source;
    private final KeyId destination;
    private final Pace pace;
    private final Patience patience;
    private final AtomicLong requests = new AtomicLong();
    private final ExecutorService threads = DaemonThreads.pool("parquet-kms-reencrypt", THREADS);
    private final Cache<MovedKey, NewKey> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** What came of it. */
    private final Cache<String, Boolean> made = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** Of keys by these, at this rate. */
    ReEncryption(Kms kms, KeyMove move, KeyId source, KeyId destination, Pace pace, Patience patience) {
        this.kms = kms;
        this.move = move;
        this.source = source;
        this.destination = destination;
        this.pace = pace;
        this.patience = patience;
    }

    /**
     * What becomes of each. One that its KMS key did not wrap, in this context, has a reason instead of a ciphertext.
     *
     * @throws org.apache.parquet.crypto.ParquetCryptoRuntimeException if the KMS denies it, or the keys can't be used
     */
    Map<MovedKey, NewKey> of(Collection<MovedKey> wanted) throws IOException {
        Map<MovedKey, NewKey> found = new HashMap<>();
        Map<MovedKey, Future<NewKey>> asked = new HashMap<>();
        for (MovedKey key : wanted) {
            NewKey before = move.relabels(key) ? NewKey.wrapped(key.ciphertext()) : known.getIfPresent(key);
            if (before == null) {
                asked.computeIfAbsent(key, first -> threads.submit(() -> ask(first)));
            } else {
                found.put(key, before);
            }
        }
        try {
            for (Map.Entry<MovedKey, Future<NewKey>> answer : asked.entrySet()) {
                NewKey key = answer(answer.getValue());
                known.put(answer.getKey(), key);
                made.put(key.ciphertext(), true);
                found.put(answer.getKey(), key);
            }
        } finally {
            asked.values().forEach(answer -> answer.cancel(true));
        }
        return found;
    }

    /** Why it would fail; empty: it would not, or that can't be told without doing it. */
    String refusal(MovedKey key) throws IOException {
        try {
            patience.ask(() -> {
                kms.dryRunReEncrypt(
                        source,
                        key.ciphertext(),
                        new EncryptionContext(key.fromContext()),
                        destination,
                        new EncryptionContext(key.toContext()));
                return key;
            });
            return "";
        } catch (UnsupportedOperationException | InvalidKeyMaterialException e) {
            return "";
        } catch (ParquetCryptoRuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private NewKey ask(MovedKey key) throws IOException, InterruptedException {
        pace.await();
        try {
            return patience.ask(() -> {
                requests.incrementAndGet();
                return NewKey.wrapped(kms.reEncrypt(
                                source,
                                key.ciphertext(),
                                new EncryptionContext(key.fromContext()),
                                destination,
                                new EncryptionContext(key.toContext()))
                        .ciphertext());
            });
        } catch (InvalidKeyMaterialException e) { // says nothing of the other keys
            return NewKey.refused(String.valueOf(e.getMessage()));
        }
    }

    private static NewKey answer(Future<NewKey> asked) throws IOException {
        try {
            return asked.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for the KMS");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /** Whether a file holds only what was made here. */
    boolean hasMade(Collection<MovedKey> held) {
        return held.stream().allMatch(key -> made.getIfPresent(key.ciphertext()) != null);
    }

    /** How often the KMS was asked. */
    long requests() {
        return requests.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
