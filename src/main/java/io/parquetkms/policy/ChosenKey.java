package io.parquetkms.policy;

/**
 * Which key a column is encrypted with, and who says so.
 *
 * @param key as the user wrote it
 * @param reason which rule, list or tag decided, for people: {@code rule 'address.**' of parquet.kms.columns}
 */
record ChosenKey(String key, String reason) {}
