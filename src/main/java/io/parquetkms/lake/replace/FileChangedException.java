package io.parquetkms.lake.replace;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;
import io.parquetkms.lake.LakeFile;
import org.jspecify.annotations.Nullable;

/** A file is not the one that was looked at: somebody has replaced or removed it meanwhile. Nothing was done to it. */
public final class FileChangedException extends FileException {

    private static final long serialVersionUID = 1L;

    /** Says which. */
    public FileChangedException(String message) {
        this(message, null);
    }

    /** Says which, and how it was noticed. */
    public FileChangedException(String message, @Nullable Throwable cause) {
        super(FileProblem.Kind.CHANGED, message, cause);
    }

    /** It is gone. */
    public static FileChangedException gone(LakeFile file, Throwable cause) {
        return new FileChangedException(file.path() + " is gone; nothing was done", cause);
    }
}
