package io.parquetkms.activity;

import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request to the KMS, after it.
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

    /** How it ended: {@code ok}, {@code interrupted}, a {@link KmsError} in lower case, or {@code failed}. */
    public String outcome() {
        if (failure == null) {
            return "ok";
        }
        if (interrupted) {
            return "interrupted";
        }
        KmsError error = KmsError.of(failure);
        return error == null ? "failed" : error.name().toLowerCase(Locale.ROOT);
    }
}
