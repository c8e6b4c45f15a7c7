package io.parquetkms.policy;

import org.jspecify.annotations.Nullable;

/**
 * Which key a column is encrypted with, and who says so.
 *
 * @param key as the user wrote it; null for the footer's, whichever that is
 * @param reason which rule, list or tag decided, for people: {@code rule 'address.**' of parquet.kms.columns}
 */
record ChosenKey(@Nullable String key, String reason) {

    /** For messages. */
    String keyInWords() {
        return key == null ? "the footer's key" : "key '" + key + "'";
    }
}
