package io.parquetkms.lake;

import io.parquetkms.lake.FileProblem.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something is wrong with one file, of a kind that reports name; the others go on. */
public abstract class FileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Says what, and what to do. */
    protected FileException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** For reports. */
    public final Kind kind() {
        return kind;
    }
}
