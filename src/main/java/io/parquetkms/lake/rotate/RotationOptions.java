package io.parquetkms.lake.rotate;

import io.parquetkms.config.InvalidConfigurationException;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be rotated, and how. Begin with {@link #of}.
 *
 * @param from the KMS key that files are under, in any form that settings take: a name of {@code parquet.kms.key.<name>}, or on AWS a key
 *     ARN, alias or key id
 * @param to the KMS key that they shall be under; the same: its current material
 * @param fromContext the encryption context that keys are bound to; null: what the settings say for each file's place
 * @param toContext the one that they shall be bound to; null: the same
 * @param footerKeysOnly whether columns' keys stay as they are: then no footer that is encrypted has to be opened
 * @param forceSize whether files of tables that know their files' sizes may get another one
 * @param samplePages whether pages are read by the new key before a file is replaced
 * @param requestsPerSecond to the KMS; 0: a share of the quota
 * @param quotaShare of the requests that the account may make, more than 0 and at most 1
 */
public record RotationOptions(
        String from,
        String to,
        @Nullable TreeMap<String, String> fromContext,
        @Nullable TreeMap<String, String> toContext,
        boolean footerKeysOnly,
        boolean forceSize,
        boolean samplePages,
        double requestsPerSecond,
        double quotaShare)
        implements Serializable {

    /** A tenth of the account's quota: the jobs that run meanwhile need the rest. */
    public static final double DEFAULT_QUOTA_SHARE = 0.1;

    /** Checks the numbers. */
    public RotationOptions {
        if (!(requestsPerSecond >= 0) || !(quotaShare > 0 && quotaShare <= 1)) {
            throw new IllegalArgumentException(
                    "Invalid rate: " + requestsPerSecond + " requests a second, or a share of " + quotaShare
                            + " (must be 0 or more, and more than 0 and at most 1)");
        }
    }

    /** A footer's key and its columns' have one context. */
    void check() {
        if (footerKeysOnly && toContext != null && !toContext.equals(fromContext)) {
            throw new InvalidConfigurationException(
                    "Can't rotate footers' keys alone to another encryption context: columns' keys would stay bound to the old one,"
                            + " and no reader could give one context for all");
        }
    }

    /** All keys, from one KMS key to another, at the default rate. */
    public static RotationOptions of(String from, String to) {
        return new RotationOptions(from, to, null, null, false, false, false, 0, DEFAULT_QUOTA_SHARE);
    }

    /** Of keys that are bound to this context, wherever they stand; null: to that of each file's place. */
    public RotationOptions fromContext(@Nullable Map<String, String> pairs) {
        return new RotationOptions(
                from,
                to,
                sorted(pairs),
                toContext,
                footerKeysOnly,
                forceSize,
                samplePages,
                requestsPerSecond,
                quotaShare);
    }

    /** To this context; null: to the same. */
    public RotationOptions toContext(@Nullable Map<String, String> pairs) {
        return new RotationOptions(
                from,
                to,
                fromContext,
                sorted(pairs),
                footerKeysOnly,
                forceSize,
                samplePages,
                requestsPerSecond,
                quotaShare);
    }

    private static @Nullable TreeMap<String, String> sorted(@Nullable Map<String, String> pairs) {
        return pairs == null ? null : new TreeMap<>(pairs);
    }

    /** Only footers' keys: the rotator then needs no right to decrypt. */
    public RotationOptions footerKeysOnly(boolean only) {
        return new RotationOptions(
                from, to, fromContext, toContext, only, forceSize, samplePages, requestsPerSecond, quotaShare);
    }

    /** Also where a table format would not find a file of another size. */
    public RotationOptions forceSize(boolean force) {
        return new RotationOptions(
                from, to, fromContext, toContext, footerKeysOnly, force, samplePages, requestsPerSecond, quotaShare);
    }

    /** Reads pages by the new key, too. */
    public RotationOptions samplePages(boolean sample) {
        return new RotationOptions(
                from, to, fromContext, toContext, footerKeysOnly, forceSize, sample, requestsPerSecond, quotaShare);
    }

    /** So many requests to the KMS a second. */
    public RotationOptions requestsPerSecond(double requests) {
        return new RotationOptions(
                from, to, fromContext, toContext, footerKeysOnly, forceSize, samplePages, requests, quotaShare);
    }

    /** This share of what the account may do. */
    public RotationOptions quotaShare(double share) {
        return new RotationOptions(from, to, fromContext, toContext, footerKeysOnly, forceSize, samplePages, 0, share);
    }
}
