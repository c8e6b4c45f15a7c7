package io.parquetkms.policy;

import org.apache.parquet.crypto.ParquetCryptoRuntimeException;

/** A file that must be encrypted is not, or not whole. The message names file and remedy. */
public final class UnencryptedFileException extends ParquetCryptoRuntimeException {

    private static final long serialVersionUID = 1L;

    public UnencryptedFileException(String message) {
        super(message);
    }
}
