package io.parquetkms.kms;

/**
 * A key in both forms.
 *
 * @param plaintext the key; the receiver owns it and wipes it
 * @param wrapped the same key wrapped, under the KMS key that answered
 * @param requestId under which the KMS logged the request (as CloudTrail shows it); empty where it logs none
 */
public record DataKey(KeyBytes plaintext, WrappedKey wrapped, String requestId) {}
