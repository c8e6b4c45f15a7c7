package io.parquetkms.lake.inspect;

import java.util.Locale;

/** What a column's bytes are encrypted with; a column whose row groups differ has the weakest. */
public enum Protection {
    /** A key of its own. */
    COLUMN_KEY,
    /** The footer's data key: whoever reads the footer reads the column. */
    FOOTER_KEY,
    /** Nothing. */
    PLAINTEXT;

    /** As reports have it: {@code column-key}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
