package io.parquetkms.kms;

import java.util.List;

/**
 * Something that a role needs to do with one KMS key, for an administrator to grant.
 *
 * @param title what for, in letters and digits
 * @param keyId in a form that the provider knows; {@code *} stands for anything in those of many keys
 * @param contexts it is done with these and no others; none: it has nothing to do with them
 */
public record KeyRight(String title, Use use, String keyId, List<EncryptionContext> contexts) {

    /** What is done. */
    public enum Use {
        /** Makes keys to write with. */
        GENERATE,
        /** Unwraps keys to read with. */
        UNWRAP,
        /** Wraps anew what this key wrapped. */
        REWRAP_FROM,
        /** Wraps anew under this key. */
        REWRAP_TO,
        /** Asks for the key's state. */
        DESCRIBE,
        /** Asks who may use it, and when it was used and rotated. */
        AUDIT
    }

    public KeyRight {
        contexts = List.copyOf(contexts);
    }
}
