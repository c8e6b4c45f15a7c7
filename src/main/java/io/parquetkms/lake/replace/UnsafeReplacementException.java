package io.parquetkms.lake.replace;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;

/** A file can't be replaced so that readers find the old one or the new one and nothing else. Nothing was done to it. */
public final class UnsafeReplacementException extends FileException {

    private static final long serialVersionUID = 1L;

    /** Says why, and what to do. */
    public UnsafeReplacementException(String message) {
        super(FileProblem.Kind.REFUSED, message, null);
    }
}
