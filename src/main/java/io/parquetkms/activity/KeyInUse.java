package io.parquetkms.activity;

import java.time.Duration;

/**
 * The KEKs in memory that came from one KMS key, for one purpose.
 *
 * @param writing whether they are to write with; otherwise they are those of files
 * @param keks how many
 * @param oldest age of the oldest
 * @param left until the first of them is asked for again; negative where the KMS could not be asked since
 */
public record KeyInUse(String keyId, boolean writing, long keks, Duration oldest, Duration left) {

    /** Both together, for the same key and purpose. */
    public KeyInUse plus(KeyInUse other) {
        return new KeyInUse(
                keyId,
                writing,
                keks + other.keks,
                oldest.compareTo(other.oldest) > 0 ? oldest : other.oldest,
                left.compareTo(other.left) < 0 ? left : other.left);
    }
}
