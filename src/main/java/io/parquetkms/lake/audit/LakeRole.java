package io.parquetkms.lake.audit;

import java.util.Locale;

/** What somebody does with the files of a lake. */
public enum LakeRole {
    /** Writes, and can't read what it wrote. */
    WRITER,
    /** Reads. */
    READER,
    /** A Spark driver that gets the keys for its executors, which need no right of their own. */
    BROKER,
    /** Gives encrypted footers another key, and can read nothing. */
    FOOTER_ROTATOR,
    /** Gives footers and columns other keys: it can read footers, and no column with a key of its own. */
    ROTATOR,
    /** Looks at footers: which column has which key. */
    INSPECTOR,
    /** Finds out who may decrypt, and whether a key is still used. */
    AUDITOR;

    /** As commands have it: {@code footer-rotator}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
