package io.parquetkms.lake.replace;

import java.io.IOException;

/** A file is not the one that was looked at: somebody has replaced or removed it meanwhile. Nothing was done to it. */
public final class FileChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says which. */
    public FileChangedException(String message) {
        super(message);
    }
}
