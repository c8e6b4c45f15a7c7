package io.parquetkms.lake.replace;

import java.io.IOException;

/** A file can't be replaced so that readers find the old one or the new one and nothing else. Nothing was done to it. */
public final class UnsafeReplacementException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says why, and what to do. */
    public UnsafeReplacementException(String message) {
        super(message);
    }
}
