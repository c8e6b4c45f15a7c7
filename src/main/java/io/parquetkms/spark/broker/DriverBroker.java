package io.parquetkms.spark.broker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.config.Printable;
import io.parquetkms.keys.KekGrant;
import io.parquetkms.keys.KekRequest;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's side: gives executors KEKs out of its own keyring.
 *
 * <p>Spark calls it on one thread for all executors and plugins, so it never asks the KMS there: what is not in memory is
 * fetched by other threads, several at once, and executors are told to ask again.
 *
 * <p><b>The threat.</b> Spark doesn't say who sent a message, and on a cluster whose applications share a secret it may be another
 * application. So whoever asks gets what an executor of this application needs, and no more: KEKs under the KMS keys that the
 * settings at start {@linkplain NamedKeys name}, with an encryption context of those settings, and within a {@link FetchBudget}. What
 * is over it waits for its turn rather than fails: a job that needs more is slowed down, and not sent to the KMS without rights.
 */
public final class DriverBroker {

    private static final Logger LOG = LoggerFactory.getLogger(DriverBroker.class);

    /** How long a failure is there for the executors that wait for the same KEK. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(2);

    /** A KEK's DEKs are lent out in so many parts, so that thousands of executors can share one. */
    private static final long PARTS = 4_096;

    /** So many requests to the KMS follow from one message; the rest from the next one. An executor has fewer tasks. */
    static final int FETCHES_PER_MESSAGE = 64;

    /** So many requests wait for a thread; the rest asks again. */
    private static final int MAX_RUNNING = 1_000;

    /** Warnings about what is not fetched. */
    private static final int MAX_SAID = 100;

    /** Of a text of an executor's, kept and logged: a message may be far longer than any log should be. */
    private static final int MAX_TEXT = 500;

    private static final int MAX_CONTEXTS = 5;

    /** A KMS ciphertext has at most 6144 bytes, and is base64; failures are kept with what was asked. */
    private static final int MAX_CIPHERTEXT = 8_192;

    private final Supplier<Keyring> keyring;
    private final KmsKeys kmsKeys;
    private final Set<EncryptionContext> contexts;
    private final boolean plaintext;
    private final long deks;
    private final Executor threads;
    private final NamedKeys namedKeys;
    private final FetchBudget budget;
    private final AtomicBoolean warnedOfBudget = new AtomicBoolean();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<KekRequest> running = ConcurrentHashMap.newKeySet();
    private final Cache<KekRequest, Answer> failures = Caffeine.newBuilder()
            .expireAfterWrite(FAILURE_KEPT)
            .maximumSize(10_000)
            .build();

    /**
     * What the driver gives.
     *
     * @param keys of the settings at start
     * @param contexts of the settings at start, and of the policy's places with them
     * @param plaintext whether keys are sent; otherwise wrapped ones
     * @param maxDeks how many DEKs one KEK wraps, over all executors
     */
    public record Terms(KmsKeys keys, Set<EncryptionContext> contexts, boolean plaintext, long maxDeks) {

        public Terms {
            contexts = Set.copyOf(contexts);
        }
    }

    /**
     * Answers from the keyring.
     *
     * @param keyring the driver's
     * @param executors how many there are
     * @param ticker time for what is bounded in time
     * @param threads that may wait for the KMS
     */
    public DriverBroker(
            Supplier<Keyring> keyring, Terms terms, IntSupplier executors, Ticker ticker, Executor threads) {
        this.keyring = keyring;
        kmsKeys = terms.keys();
        contexts = terms.contexts();
        plaintext = terms.plaintext();
        deks = Math.max(1, terms.maxDeks() / PARTS);
        this.threads = threads;
        namedKeys = new NamedKeys(kmsKeys, keyring, threads, ticker);
        budget = new FetchBudget(ticker, executors);
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
        Message message = new Message();
        List<Answer> answers = new ArrayList<>(requests.size());
        requests.forEach(asked -> answers.add(answer(asked, message)));
        return answers;
    }

    /** Counts what one of them has caused. */
    private static final class Message {
        private int fetches;
    }

    private Answer answer(Asked asked, Message message) {
        try {
            KekRequest request = asked.trusted(kmsKeys);
            Answer notServed = notServed(request);
            return notServed == null ? give(request, message) : notServed;
        } catch (RuntimeException e) {
            return failure(e);
        }
    }

    /** Null: it is. */
    private @Nullable Answer notServed(KekRequest request) {
        if (request instanceof KekRequest.ToRead toRead && toRead.ciphertext().length() > MAX_CIPHERTEXT) {
            return new Answer.Failed(KmsError.INVALID, "The wrapped key is longer than KMS makes them");
        }
        if (!contexts.contains(request.context())) {
            return direct("the driver fetches keys with the encryption context of its start, " + named(contexts)
                    + ", and not with "
                    + shorten(request.context().toString()) + ": set spark.hadoop." + KmsProperties.ENCRYPTION_CONTEXT
                    + " at start, or grant executors the right");
        }
        return unnamed(request.key().value());
    }

    /** A policy may have one for each of its places. */
    private static String named(Set<EncryptionContext> contexts) {
        String all = contexts.stream()
                .map(EncryptionContext::toString)
                .sorted()
                .limit(MAX_CONTEXTS)
                .collect(Collectors.joining(" or "));
        return contexts.size() > MAX_CONTEXTS ? all + " or …" : all;
    }

    private @Nullable Answer unnamed(String keyId) {
        return switch (namedKeys.naming(keyId)) {
            case NAMED -> null;
            case PERHAPS -> new Answer.Pending();
            case UNNAMED ->
                direct("the driver fetches keys only under KMS keys that the settings at start name, and "
                        + shorten(keyId) + " is none: add it to spark.hadoop." + KmsProperties.TRUSTED_KEYS
                        + " at start, or grant executors the right");
        };
    }

    private static String shorten(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    private Answer direct(String why) {
        if (said.size() < MAX_SAID && said.add(why)) {
            LOG.warn("Executors ask KMS themselves: {}", Printable.line(why));
        }
        return new Answer.Direct(why);
    }

    private Answer give(KekRequest request, Message message) {
        long lent = request instanceof KekRequest.ToWrite ? deks : 0;
        KekGrant grant = keyring.get().grantIfReady(request, plaintext, lent, kmsKeys);
        if (grant == null) {
            return later(request, message);
        }
        String answered = grant.wrapped().keyId();
        if (request instanceof KekRequest.ToWrite) {
            namedKeys.wroteWith(answered);
            return new Answer.Granted(grant);
        }
        // by an alias or a name, any key may have answered: the ciphertext chose it
        Answer unnamed = unnamed(answered);
        if (unnamed != null && grant.plaintext() != null) {
            grant.plaintext().wipe();
        }
        return unnamed == null ? new Answer.Granted(grant) : unnamed;
    }

    private Answer later(KekRequest request, Message message) {
        Answer failed = failures.getIfPresent(request);
        if (failed != null) {
            return failed;
        }
        if (!running.contains(request) && mayFetch(request, message) && running.add(request)) {
            try {
                threads.execute(() -> fetch(request));
            } catch (RuntimeException e) {
                running.remove(request);
                throw e;
            }
        }
        return new Answer.Pending();
    }

    private boolean mayFetch(KekRequest request, Message message) {
        if (message.fetches >= FETCHES_PER_MESSAGE || running.size() >= MAX_RUNNING) {
            return false;
        }
        if (!budget.take(request)) {
            if (warnedOfBudget.compareAndSet(false, true)) {
                LOG.warn(
                        "Executors ask for more keys than {} at once and {} a second for each executor (of {}, {} at once and"
                                + " one a second to write with): the rest waits",
                        FetchBudget.AT_ONCE,
                        FetchBudget.PER_EXECUTOR_AND_SECOND,
                        request.key(),
                        FetchBudget.TO_WRITE_AT_ONCE);
            }
            return false;
        }
        message.fetches++;
        return true;
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
            return new Answer.Direct("the driver could not (" + e.getMessage() + ")");
        }
        return new Answer.Failed(error, "The driver asked for it: " + e.getMessage());
    }
}
