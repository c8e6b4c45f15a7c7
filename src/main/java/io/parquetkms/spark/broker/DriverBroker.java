package io.parquetkms.spark.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's side: gives executors KEKs out of its own keyring.
 *
 * <p>Spark calls it on one thread for all executors and plugins, so it never asks the KMS there: what is not in memory is
 * fetched by other threads, several at once, and executors are told to ask again. A request that is repeated, or made up, gets
 * what any executor may have, and only for keys that the driver trusts.
 */
public final class DriverBroker {

    private static final Logger LOG = LoggerFactory.getLogger(DriverBroker.class);

    /** How long a failure is there for the executors that wait for the same KEK. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(2);

    /** A KEK's DEKs are lent out in so many parts, so that thousands of executors can share one. */
    private static final long PARTS = 4_096;

    private final Supplier<Keyring> keyring;
    private final KmsKeys kmsKeys;
    private final boolean plaintext;
    private final long deks;
    private final Executor threads;
    private final Set<KekRequest> running = ConcurrentHashMap.newKeySet();
    private final Cache<KekRequest, Answer> failures = Caffeine.newBuilder()
            .expireAfterWrite(FAILURE_KEPT)
            .maximumSize(10_000)
            .build();

    /**
     * Answers from the keyring.
     *
     * @param keyring the driver's
     * @param plaintext whether keys are sent; otherwise wrapped ones
     * @param maxDeks how many DEKs one KEK wraps, over all executors
     * @param threads that may wait for the KMS
     */
    public DriverBroker(Supplier<Keyring> keyring, KmsKeys kmsKeys, boolean plaintext, long maxDeks, Executor threads) {
        this.keyring = keyring;
        this.kmsKeys = kmsKeys;
        this.plaintext = plaintext;
        deks = Math.max(1, maxDeks / PARTS);
        this.threads = threads;
    }

    /**
     * Answers an executor's message, without waiting for anything.
     *
     * @throws IllegalArgumentException if it is no such message
     */
    public byte[] answer(byte[] message) {
        return Wire.answers(answer(Wire.requests(message)));
    }

    List<Answer> answer(List<Asked> requests) {
        return requests.stream().map(this::answer).toList();
    }

    private Answer answer(Asked asked) {
        try {
            KekRequest request = asked.trusted(kmsKeys);
            long lent = request instanceof KekRequest.ToWrite ? deks : 0;
            KekGrant grant = keyring.get().grantIfReady(request, plaintext, lent, kmsKeys);
            return grant == null ? later(request) : new Answer.Granted(grant);
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    private Answer later(KekRequest request) {
        Answer failed = failures.getIfPresent(request);
        if (failed != null) {
            return failed;
        }
        if (running.add(request)) {
            threads.execute(() -> fetch(request));
        }
        return new Answer.Pending();
    }

    private void fetch(KekRequest request) {
        try {
            keyring.get().fetch(request);
            failures.invalidate(request);
        } catch (RuntimeException e) {
            failures.put(request, failure(e));
        } finally {
            running.remove(request);
        }
    }

    /** A driver without credentials has no say in what executors may do; otherwise the driver's answer counts. */
    private static Answer failure(RuntimeException e) {
        KmsError error = KmsError.of(e);
        if (error == KmsError.CREDENTIALS || !(e instanceof ParquetCryptoRuntimeException) || error == null) {
            LOG.warn("Executors ask KMS themselves: {}", e.getMessage());
            return new Answer.Direct();
        }
        return new Answer.Failed(error, "The driver asked for it: " + e.getMessage());
    }
}
