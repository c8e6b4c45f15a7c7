package io.parquetkms.footer;

import java.io.IOException;

/** A file begins as a Parquet file and does not end as one: it was cut off, or is still being written. */
public final class IncompleteFileException extends IOException {

    private static final long serialVersionUID = 1;

    IncompleteFileException(String message) {
        super(message);
    }
}
