package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** The KMS understood the request and refuses it for a reason that none of the other types names. */
public final class KmsRejectedException extends KmsException {

    private static final long serialVersionUID = 1L;

    KmsRejectedException(String message, @Nullable Throwable cause) {
        super(KmsError.REJECTED, message, cause);
    }
}
