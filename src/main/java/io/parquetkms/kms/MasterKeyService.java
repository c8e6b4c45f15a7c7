package io.parquetkms.kms;

/**
 * Wraps and unwraps keys with master keys that it doesn't give away. All methods are safe on any thread; each is one request
 * (a multi-Region key may need a second one).
 *
 * <p>Every method throws {@link org.apache.parquet.crypto.KeyAccessDeniedException} when the caller lacks the right, and
 * otherwise the {@link KmsException} that {@link KmsError} names for the case. Messages say what to do.
 */
public interface MasterKeyService extends AutoCloseable {

    /**
     * Makes a new key and wraps it.
     *
     * @param keyId a master key in any form the service knows
     * @param bits 128, 192 or 256
     * @return the key, with the pinned identifier of the master key (an alias may be re-pointed later)
     */
    DataKey generateDataKey(String keyId, int bits, EncryptionContext context);

    /** Wraps a given key. */
    WrappedKey encrypt(String keyId, KeyBytes plaintext, EncryptionContext context);

    /**
     * Unwraps a key.
     *
     * @return the key, with the identifier of the master key that did it: if {@code wrapped} names one by a pinned identifier,
     *     that one and no other
     */
    DataKey decrypt(WrappedKey wrapped, EncryptionContext context);

    /** Wraps a wrapped key anew; on AWS its plaintext never leaves KMS. */
    WrappedKey reEncrypt(
            WrappedKey wrapped,
            EncryptionContext context,
            String destinationKeyId,
            EncryptionContext destinationContext);

    /**
     * Finds out whether the caller may do something, without doing it.
     *
     * @param operation {@link KmsOperation#GENERATE_DATA_KEY} or {@link KmsOperation#DECRYPT}
     */
    void rehearse(KmsOperation operation, String keyId, EncryptionContext context);

    /** Asks for a master key's state. */
    KeyDescription describe(String keyId);

    /** Frees connections; calls under way may fail. */
    @Override
    void close();
}
