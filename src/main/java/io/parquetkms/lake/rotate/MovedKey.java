package io.parquetkms.lake.rotate;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * A wrapped key that gets wrapped anew: a KEK, or a data key where there is none.
 *
 * @param ciphertext as it stands in files
 * @param fromContext that it is bound to
 * @param toContext that it will be bound to
 */
record MovedKey(String ciphertext, TreeMap<String, String> fromContext, TreeMap<String, String> toContext)
        implements Serializable {

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "MovedKey[" + fromContext + " -> " + toContext + "]";
    }
}
