package io.parquetkms.lake.encrypt;

import java.io.IOException;

/** A file's own metadata contradict it, or themselves. */
final class MalformedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedFileException(String message) {
        super(message);
    }
}
