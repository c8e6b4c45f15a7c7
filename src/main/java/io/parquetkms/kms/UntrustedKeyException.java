package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** A file names a KMS key that the configuration doesn't let a file name. */
public final class UntrustedKeyException extends KmsException {

    private static final long serialVersionUID = 1L;

    UntrustedKeyException(String message, @Nullable Throwable cause) {
        super(KmsError.UNTRUSTED, message, cause);
    }
}
