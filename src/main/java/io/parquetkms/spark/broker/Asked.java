package io.parquetkms.spark.broker;

import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.KmsKeys;

/**
 * What an executor asks the driver for, in the executor's words.
 *
 * @param writing whether for a KEK to write with, of {@code bits}; otherwise for one to read with, of {@code ciphertext}
 * @param keyId untrusted
 * @param repointable whether the key is known by a name of the executor's settings alone: {@link KeyId#repointable}
 */
record Asked(
        boolean writing, String keyId, boolean repointable, int bits, String ciphertext, EncryptionContext context) {

    static Asked of(KekRequest request) {
        KeyId key = request.key();
        return request instanceof KekRequest.ToWrite write
                ? toWrite(key.value(), write.bits(), write.context())
                : new Asked(
                        false,
                        key.value(),
                        key.isRepointable(),
                        0,
                        ((KekRequest.ToRead) request).ciphertext(),
                        request.context());
    }

    static Asked toWrite(String keyId, int bits, EncryptionContext context) {
        return new Asked(true, keyId, false, bits, "", context);
    }

    static Asked toRead(String keyId, String ciphertext, EncryptionContext context) {
        return new Asked(false, keyId, false, 0, ciphertext, context);
    }

    /**
     * The same, under a key that the driver may use.
     *
     * @throws io.parquetkms.kms.UntrustedKeyException where it may not
     */
    KekRequest trusted(KmsKeys keys) {
        KeyId key = keys.requestedByExecutor(keyId, writing);
        return writing
                ? new KekRequest.ToWrite(key, bits, context)
                : new KekRequest.ToRead(repointable ? key.repointable() : key, ciphertext, context);
    }
}
