package io.parquetkms.kms;

import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** A KMS key can't be used, for a reason other than a denial. The type tells the reason, the message what to do. */
public abstract class KmsException extends ParquetCryptoRuntimeException {

    private static final long serialVersionUID = 1L;

    private final KmsError error;

    KmsException(KmsError error, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.error = error;
    }

    public KmsError error() {
        return error;
    }
}
