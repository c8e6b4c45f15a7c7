package io.parquetkms.kms;

/**
 * A key wrapped by a master key: safe to store beside the data.
 *
 * @param keyId the master key. From a service: its full, pinned identifier (an AWS key ARN). From a file: whatever the writer
 *     put there, untrusted
 * @param ciphertext base64 of the service's own format (AWS: the {@code CiphertextBlob})
 */
public record WrappedKey(String keyId, String ciphertext) {

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "WrappedKey[" + keyId + "]";
    }
}
