package io.parquetkms.parquet;

import io.parquetkms.kms.KmsError;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** Whether a role can read what is under a key. */
public enum KeyState {
    /** Encrypted, and the key can be had. */
    READABLE("readable", null),
    /** Not encrypted. */
    PLAINTEXT("plaintext", null),
    /** The role lacks the right. */
    DENIED("denied", KmsError.DENIED),
    /** Disabled, pending deletion or without key material, for everybody. */
    DISABLED("disabled", KmsError.UNUSABLE),
    /** There is no such key, or no more. */
    NOT_FOUND("not found", KmsError.NOT_FOUND);

    private final String words;
    private final @Nullable KmsError error;

    KeyState(String words, @Nullable KmsError error) {
        this.words = words;
        this.error = error;
    }

    /** What a failure says of the key; null where it says nothing of it, such as an outage. */
    public static @Nullable KeyState of(Throwable failure) {
        KmsError found = KmsError.of(failure);
        for (KeyState state : values()) {
            if (found != null && state.error == found) {
                return state;
            }
        }
        return null;
    }

    /**
     * The exception of whoever reads such a part nevertheless.
     *
     * @throws IllegalStateException of a readable one
     */
    public ParquetCryptoRuntimeException exception(String message) {
        if (error == null) {
            throw new IllegalStateException(this + " is no failure");
        }
        return error.exception(message, null);
    }

    public boolean isReadable() {
        return error == null;
    }

    @Override
    public String toString() {
        return words;
    }
}
