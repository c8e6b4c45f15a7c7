package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/**
 * What a file holds as a wrapped key is none: made with another KMS key or encryption context, changed since, malformed, or
 * of a kind that is not supported.
 */
public final class InvalidKeyMaterialException extends KmsException {

    private static final long serialVersionUID = 1L;

    InvalidKeyMaterialException(String message, @Nullable Throwable cause) {
        super(KmsError.INVALID, message, cause);
    }
}
