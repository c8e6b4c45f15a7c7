package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** The KMS key exists, but is disabled, pending deletion or in another state in which it does nothing. */
public final class KeyUnusableException extends KmsException {

    private static final long serialVersionUID = 1L;

    KeyUnusableException(String message, @Nullable Throwable cause) {
        super(KmsError.UNUSABLE, message, cause);
    }
}
