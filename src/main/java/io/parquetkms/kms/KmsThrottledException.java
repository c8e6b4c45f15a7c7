package io.parquetkms.kms;

import org.jspecify.annotations.Nullable;

/** The KMS answers, but refuses for the rate of requests. Transient. */
public final class KmsThrottledException extends KmsException {

    private static final long serialVersionUID = 1L;

    KmsThrottledException(String message, @Nullable Throwable cause) {
        super(KmsError.THROTTLED, message, cause);
    }
}
