package io.parquetkms.kms;

import io.parquetkms.config.Printable;
import java.util.function.BiFunction;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** Why a KMS key can't be used. Each reason has one exception type; {@code DENIED} has Parquet's own. */
public enum KmsError {
    /** The caller lacks the right. */
    DENIED(KeyAccessDeniedException::new),
    THROTTLED(KmsThrottledException::new),
    UNAVAILABLE(KmsUnavailableException::new),
    CREDENTIALS(KmsCredentialsException::new),
    /** It is disabled, pending deletion or without key material, by its owner's will. */
    UNUSABLE(KeyUnusableException::new),
    NOT_FOUND(KeyNotFoundException::new),
    INVALID(InvalidKeyMaterialException::new),
    UNTRUSTED(UntrustedKeyException::new),
    REJECTED(KmsRejectedException::new);

    @SuppressWarnings("ImmutableEnumChecker") // a constructor reference has no state
    private final BiFunction<String, @Nullable Throwable, ParquetCryptoRuntimeException> type;

    KmsError(BiFunction<String, @Nullable Throwable, ParquetCryptoRuntimeException> type) {
        this.type = type;
    }

    /** The exception for this reason. What others wrote into its message is made {@linkplain Printable printable}. */
    public ParquetCryptoRuntimeException exception(String message, @Nullable Throwable cause) {
        return type.apply(printable(message), cause);
    }

    /** The sources of credentials that were tried stand in a line each; nothing there is from a file. */
    private String printable(String message) {
        return this == CREDENTIALS ? Printable.lines(message) : Printable.line(message);
    }

    /** The exception for this reason, where nothing was sent to the KMS: see {@link KmsException#isUnsent}. */
    public ParquetCryptoRuntimeException unsent(String message, @Nullable Throwable cause) {
        ParquetCryptoRuntimeException exception = exception(message, cause);
        return exception instanceof KmsException kms ? kms.markUnsent() : exception;
    }

    /** Whether the KMS may do the same request a little later; says nothing about rights. */
    public boolean isTransient() {
        return this == THROTTLED || this == UNAVAILABLE;
    }

    /**
     * Whether it says that the key may no longer be used, so that a copy in memory must go too: a denial, a disabled key, a
     * deleted one. All else may be an answer to something else, or somebody else's (a proxy's); the copy serves until its
     * deadline.
     */
    public boolean revokes() {
        return this == DENIED || this == UNUSABLE || this == NOT_FOUND;
    }

    /** The reason of a failure, null where it isn't one of these. */
    public static @Nullable KmsError of(Throwable failure) {
        if (failure instanceof KmsException e) {
            return e.error();
        }
        return failure instanceof KeyAccessDeniedException ? DENIED : null;
    }

    /** The same failure, of the same type, with what was being done put before its message; others as they are. */
    public static ParquetCryptoRuntimeException during(String attempt, ParquetCryptoRuntimeException failure) {
        KmsError error = of(failure);
        return error == null ? failure : error.exception(attempt + ": " + failure.getMessage(), failure);
    }
}
