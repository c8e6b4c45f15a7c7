package io.parquetkms.kms;

import io.parquetkms.config.Printable;

/**
 * A key wrapped by a KMS key: safe to store beside the data.
 *
 * @param keyId the KMS key, in the words of whoever gave this: of a KMS its full, pinned identifier (an AWS key ARN), of a file
 *     whatever its author wrote. Not a {@link KeyId}: nothing is done with that key before {@link KmsKeys} has let it through
 * @param ciphertext base64 of the KMS's own format (AWS: the {@code CiphertextBlob})
 */
public record WrappedKey(String keyId, String ciphertext) {

    /** Doesn't show the ciphertext. */
    @Override
    public String toString() {
        return "WrappedKey[" + Printable.line(keyId) + "]";
    }
}
