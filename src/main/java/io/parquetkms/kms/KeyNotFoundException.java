package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** There is no such KMS key in that account and Region, or in that keystore. */
public final class KeyNotFoundException extends KmsException {

    private static final long serialVersionUID = 1L;

    KeyNotFoundException(String message, @Nullable Throwable cause) {
        super(KmsError.NOT_FOUND, message, cause);
    }
}
