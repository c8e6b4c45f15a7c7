package io.parquetkms.kms;

/**
 * A key management service: wraps and unwraps keys with KMS keys that it doesn't give away. All methods are safe on any thread;
 * each is one request (a multi-Region key may need a second one).
 *
 * <p>Every method throws {@link org.apache.parquet.crypto.KeyAccessDeniedException} when the caller lacks the right, and
 * otherwise the {@link KmsException} that {@link KmsError} names for the case. Messages say what to do.
 *
 * <p>Key ids in an answer are the KMS's own words, to be checked by {@link KmsKeys#checkAnswered}.
 */
public interface Kms extends AutoCloseable {

    /**
     * Makes a new key and wraps it.
     *
     * @param bits 128, 192 or 256
     * @return the key, with the pinned identifier of the KMS key (an alias may be re-pointed later): if {@code key} is one itself,
     *     that key and no other
     */
    DataKey generateDataKey(KeyId key, int bits, EncryptionContext context);

    /** Wraps a given key. */
    WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context);

    /**
     * Unwraps a key.
     *
     * @param ciphertext as {@link WrappedKey#ciphertext}
     * @return the key, with the identifier of the KMS key that did it: if {@code key} is a pinned identifier, that one and no
     *     other, unless it {@linkplain KeyId#isRepointable may be another}
     */
    DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context);

    /** Wraps a wrapped key anew; on AWS its plaintext never leaves KMS. */
    WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext);

    /**
     * Finds out whether the caller may do something, without doing it.
     *
     * @param operation {@link KmsOperation#GENERATE_DATA_KEY} or {@link KmsOperation#DECRYPT}
     * @throws UnsupportedOperationException if the server at hand knows no dry run of that
     */
    void dryRun(KmsOperation operation, KeyId key, EncryptionContext context);

    /**
     * Finds out whether the caller may {@link #reEncrypt}, without doing it.
     *
     * @throws UnsupportedOperationException if the server at hand knows no dry run of that
     */
    default void dryRunReEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        throw new UnsupportedOperationException("This KMS knows no dry run of " + KmsOperation.RE_ENCRYPT);
    }

    /** Asks for a KMS key's state. */
    KeyDescription describe(KeyId key);

    /** Frees connections; calls under way may fail. */
    @Override
    void close();
}
