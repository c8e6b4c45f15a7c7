package io.parquetkms.activity;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsException;
import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to the KMS, after it, or what should have been one.
 *
 * @param keyId the KMS key, as far as the caller knew it
 * @param failure null if it succeeded
 * @param interrupted whether it failed because its thread was interrupted: a task that was killed says nothing about the KMS
 * @param took all its attempts included
 */
public record KmsCall(
        KmsOperation operation, String keyId, @Nullable RuntimeException failure, boolean interrupted, Duration took) {

    /** One that nobody interrupted. */
    public KmsCall(KmsOperation operation, String keyId, @Nullable RuntimeException failure, Duration took) {
        this(operation, keyId, failure, false, took);
    }

    /**
     * How it ended: {@code ok}, {@code interrupted}, a {@link KmsError} in lower case, or {@code failed}; with
     * {@link CallCounts#UNSENT} before it where nothing was sent.
     */
    public String outcome() {
        if (failure == null) {
            return "ok";
        }
        if (interrupted) {
            return "interrupted";
        }
        KmsError error = KmsError.of(failure);
        String outcome = error == null ? "failed" : error.name().toLowerCase(Locale.ROOT);
        return isUnsent(failure) ? CallCounts.UNSENT + outcome : outcome;
    }

    /** What is none of a KMS's own failures came before it: a setting that is wrong. */
    private static boolean isUnsent(RuntimeException failure) {
        return KmsError.of(failure) == null || (failure instanceof KmsException kms && kms.isUnsent());
    }
}
