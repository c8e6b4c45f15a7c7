package io.parquetkms.lake.rotate;

import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From which KMS key to which.
 *
 * @param from pinned
 * @param to pinned; may be the same, to take up its current material
 * @param source by which the KMS of {@code to} re-encrypts: {@code from}, or its replica
 * @param relabels whether both are replicas of one key, so that what one wrapped the other unwraps as it is
 * @param fromContext that keys are bound to; null: what the settings say for a file's place
 * @param toContext that they will be bound to; null: the same
 */
record KeyMove(
        String from,
        String to,
        String source,
        boolean relabels,
        @Nullable TreeMap<String, String> fromContext,
        @Nullable TreeMap<String, String> toContext)
        implements Serializable {

    /** What becomes of a key that a file holds. */
    MovedKey of(String ciphertext, SortedMap<String, String> contextOfPlace) {
        TreeMap<String, String> old = fromContext == null ? new TreeMap<>(contextOfPlace) : fromContext;
        return new MovedKey(ciphertext, old, toContext == null ? old : toContext);
    }

    /** Whether keys that are bound to the context of a place get bound to another. */
    boolean changes(SortedMap<String, String> contextOfPlace) {
        MovedKey any = of("", contextOfPlace);
        return !any.fromContext().equals(any.toContext());
    }

    /** Whether it can stay as it is, under its other name. */
    boolean relabels(MovedKey key) {
        return relabels && key.fromContext().equals(key.toContext());
    }

    /** Whether a file that was rotated looks as one that is to be. */
    boolean isInPlace() {
        return from.equals(to);
    }
}
