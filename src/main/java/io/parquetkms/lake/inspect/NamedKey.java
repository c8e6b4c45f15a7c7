package io.parquetkms.lake.inspect;

import java.io.Serializable;

/**
 * The KMS key behind a data key, as the file's author wrote it: nothing here was checked with a KMS.
 *
 * @param kmsKey its id; empty where the file does not tell
 * @param wrapping how it stands behind the data key
 * @param external whether that does not stand in the file, but in one beside it
 * @param kekId of the key encryption key, in base64; empty where there is none
 * @param wrapped tells what is wrapped by the KMS key (a key encryption key, or the data key itself) from others, 64 bits of a hash; each
 *     that a reader meets is one request to the KMS
 */
public record NamedKey(String kmsKey, Wrapping wrapping, boolean external, String kekId, long wrapped)
        implements Serializable {

    /** Of a file that does not tell. */
    static final NamedKey UNKNOWN = new NamedKey("", Wrapping.UNKNOWN, false, "", 0);

    /** Whether the file tells which key it is. */
    public boolean isKnown() {
        return !kmsKey.isEmpty();
    }
}
