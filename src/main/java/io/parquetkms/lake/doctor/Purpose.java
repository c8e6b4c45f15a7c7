package io.parquetkms.lake.doctor;

/** What the job does: which rights it needs. */
public enum Purpose {
    /** It reads files. */
    READ,
    /** It writes files, and reads none that are encrypted. */
    WRITE,
    /** Both. */
    BOTH;

    boolean reads() {
        return this != WRITE;
    }

    boolean writes() {
        return this != READ;
    }
}
