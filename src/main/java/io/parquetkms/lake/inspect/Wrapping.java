package io.parquetkms.lake.inspect;

import java.util.Locale;

/** How the KMS key stands behind a data key. */
public enum Wrapping {
    /** The KMS key wraps a key encryption key, which wraps data keys: one request for all of them. */
    DOUBLE,
    /** The KMS key wraps the data key itself: one request for each. */
    SINGLE,
    /** The file does not tell: its key material is of a kind that is not known here, or is gone. */
    UNKNOWN;

    /** As reports have it: {@code double}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
