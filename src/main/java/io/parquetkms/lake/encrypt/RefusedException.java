package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;

/** It could be done, but not rightly. Says why, and what to do. */
final class RefusedException extends FileException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(FileProblem.Kind.REFUSED, message, null);
    }
}
