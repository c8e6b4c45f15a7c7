package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileProblem;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one file.
 *
 * @param path of it
 * @param outcome of the work
 * @param problem why nothing was done; null where there is none
 * @param rows in it; 0 where nothing was read back
 * @param bytesBefore its size as it was listed
 * @param bytesAfter its size now; of a plan as before
 * @param keys each KMS key with the parts under it, as in {@code alias/pii: ssn, name}: what it got, would get, or had
 * @param remark what else to know; empty: nothing
 */
public record Converted(
        String path,
        Outcome outcome,
        @Nullable FileProblem problem,
        long rows,
        long bytesBefore,
        long bytesAfter,
        List<String> keys,
        String remark)
        implements Serializable {

    /** What was done. */
    public enum Outcome {
        /** It has another content, which was read back. */
        DONE("done"),
        /** It would be done. */
        PLANNED("planned"),
        /** It was so already. */
        ALREADY("already"),
        /** Nothing says that any of it be encrypted. */
        NO_RULE("no rule"),
        /** Nothing was done: see the problem. */
        PROBLEM("problem");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** As reports have it. */
        @Override
        public String toString() {
            return words;
        }
    }

    public Converted {
        keys = List.copyOf(keys);
    }
}
