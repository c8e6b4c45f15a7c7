package io.parquetkms.kms;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to reach KMS keys, as the settings have it: everything that differs from one KMS to another. Immutable, safe on any
 * thread, and equal to another one exactly where both reach the same keys in the same way: keys fetched through one then serve
 * the other.
 */
public interface Provider {

    /** What a KMS may be able to do, beside wrapping and unwrapping keys. */
    enum Capability {
        /** {@link Kms#reEncrypt}. */
        RE_ENCRYPT,
        /** {@link Kms#dryRun} finds out about rights. */
        DRY_RUN,
        /** Encryption contexts are bound to wrapped keys. */
        ENCRYPTION_CONTEXT
    }

    /**
     * Which keys a file may name where {@code parquet.kms.trusted.keys} is not set.
     *
     * @param patterns key ids in which {@code *} stands for anything; none: every key
     * @param warning what to say once where that is much; null where it isn't
     */
    record DefaultTrust(List<String> patterns, @Nullable String warning) {

        public DefaultTrust {
            patterns = List.copyOf(patterns);
        }
    }

    /** Connects to nothing yet. The caller closes it. */
    Kms open();

    /** Whether a text is a key id in any form that this KMS knows. */
    boolean isKeyId(String text);

    /** Those forms, for messages, without an article: {@code key ARN, alias/<name> or key id}. */
    String keyIdForms();

    /**
     * Whether a key id says by itself which key it means, so that trust can be judged before the KMS is asked. An alias may point
     * anywhere: there the key that answers is judged, before anything is done with its answer.
     */
    boolean isQualified(String keyId);

    /**
     * The keys that an entry of {@code parquet.kms.trusted.keys} means, as a pattern in which {@code *} stands for anything; null
     * where it means none.
     */
    @Nullable
    String trustedPattern(String entry);

    /** Whether two ids mean the same key, as far as they say so by themselves: such as one key's replicas. */
    default boolean isSameKey(String keyId, String other) {
        return keyId.equals(other);
    }

    /**
     * The same key where this process asks its KMS, such as a multi-Region key's replica; null where there can't be one, or the id is
     * that one.
     */
    default @Nullable String replica(String keyId) {
        return null;
    }

    /**
     * The id by which one key's ciphertexts can be re-encrypted under another: itself, or its replica where the other one is; null where
     * no one KMS has both.
     *
     * @param from pinned, as {@link KeyDescription#keyId} is
     * @param to pinned
     */
    default @Nullable String reEncryptSource(String from, String to) {
        return from;
    }

    /** Trust where nothing is set, from the keys that are configured. */
    DefaultTrust trustedByDefault(Set<String> configured);

    Set<Capability> capabilities();

    /** How long a call may take, with all its attempts. */
    Duration callTimeout();

    /** How many requests a second all callers of a key's account may make together, unless they have asked for more; 0: no limit. */
    default int requestQuota(String keyId) {
        return 0;
    }

    /** List price of one request in US dollars; zero where requests cost nothing. */
    BigDecimal dollarsPerRequest();

    /**
     * What an administrator would grant, so that a denied caller may do something.
     *
     * @param keyId as the caller knew it
     * @return ready to paste, such as a statement of an IAM policy; empty where it can't be told
     */
    default String grant(KmsOperation operation, String keyId) {
        return "";
    }

    /**
     * What an administrator would do with a key that exists and can't be used.
     *
     * @return ready to paste, such as a command; empty where it can't be told
     */
    default String revive(KeyDescription key) {
        return "";
    }

    /**
     * What it can find out about how this process reaches its KMS: where, as whom, with which clock. In the order in which people
     * would look.
     *
     * @param keyIds that the job uses
     */
    default List<Probe> probes(Collection<String> keyIds) {
        return List.of();
    }

    /**
     * What an administrator would give a role that needs these rights and no others.
     *
     * @return ready to paste, such as an IAM policy; empty where it can't be told
     */
    default String policy(List<KeyRight> rights) {
        return "";
    }

    /** Connects to nothing yet; the caller closes it. Null where nothing can be found out about keys. */
    default @Nullable KeyAdministration administration() {
        return null;
    }

    /** Properties that it found in its process' surroundings, for other processes of the application, which may have others. */
    default Map<String, String> found() {
        return Map.of();
    }
}
