package io.parquetkms.footer;

import java.io.IOException;

/** A file is no Parquet file. */
public final class NotParquetException extends IOException {

    private static final long serialVersionUID = 1;

    NotParquetException(String message) {
        super(message);
    }
}
