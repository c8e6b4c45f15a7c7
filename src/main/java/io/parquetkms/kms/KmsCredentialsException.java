package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** There are no credentials for the KMS, or it doesn't accept them (expired, unknown, wrongly signed). */
public final class KmsCredentialsException extends KmsException {

    private static final long serialVersionUID = 1L;

    KmsCredentialsException(String message, @Nullable Throwable cause) {
        super(KmsError.CREDENTIALS, message, cause);
    }
}
