package io.parquetkms.lake.rotate;

import io.parquetkms.lake.FileProblem;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, or would.
 *
 * @param outcome in short
 * @param keys how many distinct wrapped keys of it move
 * @param bytes its size
 * @param newBytes its size now; as before where nothing was done yet
 * @param bytesRead from storage, to replace it
 * @param bytesWritten to storage
 * @param problem why nothing could be done with it; null: there was none
 */
public record RotatedFile(
        String path,
        Outcome outcome,
        int keys,
        long bytes,
        long newBytes,
        long bytesRead,
        long bytesWritten,
        @Nullable FileProblem problem)
        implements Serializable {

    /** What was done with it. */
    public enum Outcome {
        /** It has the new key, and was read back. */
        ROTATED,
        /** It would get it. */
        WOULD_ROTATE,
        /** It holds no key that was looked for. */
        OTHER_KEYS,
        /** It is not encrypted. */
        PLAINTEXT,
        /** It is as it was. */
        PROBLEM;

        /** As reports have it. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
