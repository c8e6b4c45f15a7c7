package io.parquetkms.lake.inspect;

import java.util.Locale;

/** What ties the file's modules to an identity of the file, besides the random one that each file has. */
public enum AadPrefix {
    /** Nothing. */
    NONE,
    /** A prefix that stands in the file. */
    STORED,
    /** A prefix that does not stand in the file: readers have to bring it. */
    SUPPLIED;

    /** As reports have it: {@code stored}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
