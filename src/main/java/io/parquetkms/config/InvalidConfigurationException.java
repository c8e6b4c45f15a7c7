package io.parquetkms.config;

import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/** A property has a value that can't be used, or properties contradict each other. The message names property and remedy. */
public final class InvalidConfigurationException extends ParquetCryptoRuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidConfigurationException(String message) {
        super(Printable.line(message));
    }

    public InvalidConfigurationException(String message, @Nullable Throwable cause) {
        super(Printable.line(message), cause);
    }
}
