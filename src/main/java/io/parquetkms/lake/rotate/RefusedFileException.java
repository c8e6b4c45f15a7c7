package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;

/** A file could be changed, but not rightly. */
final class RefusedFileException extends FileException {

    private static final long serialVersionUID = 1L;

    RefusedFileException(String message) {
        super(FileProblem.Kind.REFUSED, message, null);
    }
}
