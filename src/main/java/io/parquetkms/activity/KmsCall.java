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
 * @param took all its attempts included
 */
public record KmsCall(
        KmsOperation operation, String keyId, @Nullable RuntimeException failure, Duration took) {

    /**
     * How it ended: {@code ok}, a {@link KmsError} in lower case, or {@code failed}; with {@link CallCounts#UNSENT} before it
     * where nothing was sent.
     */
    public String outcome() {
        if (failure == null) {
            return "ok";
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
