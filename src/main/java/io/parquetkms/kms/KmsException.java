package io.parquetkms.kms;

import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** A KMS key can't be used, for a reason other than a denial. The type tells the reason, the message what to do. */
public abstract class KmsException extends ParquetCryptoRuntimeException {

    private static final long serialVersionUID = 1L;

    private final KmsError error;
    private boolean unsent;

    KmsException(KmsError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    public KmsError error() {
        return error;
    }

    /** Whether nothing was sent to the KMS: no credentials, no host of that name, no connection. */
    public boolean isUnsent() {
        return unsent;
    }

    KmsException markUnsent() {
        unsent = true;
        return this;
    }
}
