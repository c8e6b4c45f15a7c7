package io.parquetkms.keys;

import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsOperation;

/**
 * A KEK that is wanted, with everything that the right to use it depends on. The two kinds never answer for each other: a
 * caller that may only make data keys can't read what it wrote.
 */
public sealed interface KekRequest {

    /** What the KMS is asked for it. */
    KmsOperation operation();

    /** The KMS key. */
    KeyId key();

    EncryptionContext context();

    /**
     * A KEK to write with: any will do.
     *
     * @param bits its length
     */
    record ToWrite(KeyId key, int bits, EncryptionContext context) implements KekRequest {

        @Override
        public KmsOperation operation() {
            return KmsOperation.GENERATE_DATA_KEY;
        }
    }

    /** The KEK of a file. It goes by its wrapped form, never by the KEK id in the file, which its author could choose. */
    record ToRead(KeyId key, String ciphertext, EncryptionContext context) implements KekRequest {

        @Override
        public KmsOperation operation() {
            return KmsOperation.DECRYPT;
        }
    }
}
