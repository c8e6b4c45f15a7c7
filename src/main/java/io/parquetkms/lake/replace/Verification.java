package io.parquetkms.lake.replace;

import java.io.IOException;
import org.apache.parquet.io.InputFile;

/** Looks at a file's new content before it takes the old one's place. */
@FunctionalInterface
public interface Verification {

    /**
     * Reads it.
     *
     * @param candidate the whole new content: a temporary file, or, where there can't be one, the old file's beginning and the new end
     * @throws IOException if it may not replace the old one
     */
    void check(InputFile candidate) throws IOException;
}
