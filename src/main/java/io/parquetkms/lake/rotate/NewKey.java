package io.parquetkms.lake.rotate;

import io.parquetkms.config.Printable;
import java.io.Serializable;

/**
 * What became of a wrapped key.
 *
 * @param ciphertext by the other KMS key; empty: there is none
 * @param refusal why not; empty: there is one
 */
record NewKey(String ciphertext, String refusal) implements Serializable {

    static NewKey wrapped(String ciphertext) {
        return new NewKey(ciphertext, "");
    }

    static NewKey refused(String why) {
        return new NewKey("", Printable.line(why));
    }

    boolean isRefused() {
        return ciphertext.isEmpty();
    }

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "NewKey[" + refusal + "]";
    }
}
