package io.parquetkms.lake.rotate;

import java.io.IOException;

/** A file could be changed, but not rightly. */
final class RefusedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedFileException(String message) {
        super(message);
    }
}
