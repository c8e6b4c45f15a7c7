package io.parquetkms.kms;

/**
 * A key in both forms.
 *
 * @param plaintext the key; the receiver owns it and wipes it
 * @param wrapped the same key wrapped, under the KMS key that answered
 * @param requestId under which the KMS logged the request (as CloudTrail shows it); empty where it logs none
 * @param keyMaterialId which of the KMS key's materials wraps it: a rotated key has several (AWS: 64 hexadecimal digits, as CloudTrail
 *     shows them); empty where the KMS doesn't say
 */
public record DataKey(KeyBytes plaintext, WrappedKey wrapped, String requestId, String keyMaterialId) {

    /** Of a KMS that doesn't say which material. */
    public DataKey(KeyBytes plaintext, WrappedKey wrapped, String requestId) {
        this(plaintext, wrapped, requestId, "");
    }
}
