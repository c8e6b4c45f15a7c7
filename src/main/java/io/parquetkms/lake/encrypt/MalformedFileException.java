package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;

/** A file's own metadata contradict it, or themselves. */
final class MalformedFileException extends FileException {

    private static final long serialVersionUID = 1L;

    MalformedFileException(String message) {
        super(FileProblem.Kind.MALFORMED, message, null);
    }
}
