package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** The KMS can't be reached, doesn't answer in time or has a fault of its own. Transient. */
public final class KmsUnavailableException extends KmsException {

    private static final long serialVersionUID = 1L;

    KmsUnavailableException(String message, @Nullable Throwable cause) {
        super(KmsError.UNAVAILABLE, message, cause);
    }
}
