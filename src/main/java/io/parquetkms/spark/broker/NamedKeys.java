package io.parquetkms.spark.broker;

import com.github.benmanes.caffeine.cache.Ticker;
import io.parquetkms.keys.Keyring;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsKeys;
import io.parquetkms.kms.KmsKeys.Naming;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The KMS keys that the driver uses for executors: those that the settings at start name, and those that their aliases lead to. Where
 * they lead the KMS says, who is asked on other threads and remembered for a while; a key that it used for an alias counts, too. Safe
 * on any thread; waits for nothing.
 */
final class NamedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NamedKeys.class);

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

    /** An alias is not re-pointed as often as that while one application runs. */
    private static final int MAX_ANSWERED = 1_000;

    private final KmsKeys keys;
    private final Supplier<Keyring> keyring;
    private final Executor threads;
    private final Ticker ticker;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Found found;

    private record Found(Set<String> keyIds, long until) {}

    NamedKeys(KmsKeys keys, Supplier<Keyring> keyring, Executor threads, Ticker ticker) {
        this.keys = keys;
        this.keyring = keyring;
        this.threads = threads;
        this.ticker = ticker;
    }

    /** Whether it is one of them; {@code PERHAPS} while the KMS is being asked. */
    Naming naming(String keyId) {
        Naming naming = keys.naming(keyId);
        if (naming != Naming.PERHAPS) {
            return naming;
        }
        if (answered.contains(keyId)) {
            return Naming.NAMED;
        }
        Found known = found;
        if (known == null || known.until() - ticker.read() <= 0) {
            askUnlessAsking();
            return Naming.PERHAPS;
        }
        return known.keyIds().contains(keyId) ? Naming.NAMED : Naming.UNNAMED;
    }

    /** The KMS made a key with one that is written with, which is one of them wherever an alias leads. */
    void wroteWith(String keyId) {
        if (answered.size() < MAX_ANSWERED) {
            answered.add(keyId);
        }
    }

    private void askUnlessAsking() {
        if (asking.compareAndSet(false, true)) {
            try {
                threads.execute(this::ask);
            } catch (RuntimeException e) {
                asking.set(false);
                throw e;
            }
        }
    }

    private void ask() {
        Duration kept = KEPT;
        Set<String> keyIds = new HashSet<>();
        try {
            for (KeyId alias : keys.aliases()) {
                try {
                    keyIds.add(keyring.get().describe(alias).keyId());
                } catch (ParquetCryptoRuntimeException e) {
                    kept = FAILURE_KEPT;
                    warn(alias, e);
                }
            }
        } catch (RuntimeException e) {
            kept = FAILURE_KEPT;
            LOG.warn("Cannot find out where the configured aliases lead", e);
        } finally {
            found = new Found(Set.copyOf(keyIds), ticker.read() + kept.toNanos());
            asking.set(false);
        }
    }

    private void warn(KeyId alias, ParquetCryptoRuntimeException e) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "Files whose KMS key {} leads to are not read for executors: where it leads can't be found out ({})."
                            + " Configure the key's ARN",
                    alias,
                    e.getMessage());
        }
    }
}
