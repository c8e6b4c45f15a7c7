package io.parquetkms.spark.broker;

import io.parquetkms.keys.KekRequest;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KmsKeys;

/**
 * What an executor asks the driver for, in the executor's words.
 *
 * @param writing whether for a KEK to write with, of {@code bits}; otherwise for one to read with, of {@code ciphertext}
 * @param keyId untrusted
 */
record Asked(boolean writing, String keyId, int bits, String ciphertext, EncryptionContext context) {

    static Asked of(KekRequest request) {
        String keyId = request.key().value();
        return request instanceof KekRequest.ToWrite write
                ? toWrite(keyId, write.bits(), write.context())
                : toRead(keyId, ((KekRequest.ToRead) request).ciphertext(), request.context());
    }

    static Asked toWrite(String keyId, int bits, EncryptionContext context) {
        return new Asked(true, keyId, bits, "", context);
    }

    static Asked toRead(String keyId, String ciphertext, EncryptionContext context) {
        return new Asked(false, keyId, 0, ciphertext, context);
    }

    /**
     * The same, under a key that the driver may use.
     *
     * @throws io.parquetkms.kms.UntrustedKeyException where it may not
     */
    KekRequest trusted(KmsKeys keys) {
        return writing
                ? new KekRequest.ToWrite(keys.requestedByExecutor(keyId, true), bits, context)
                : new KekRequest.ToRead(keys.requestedByExecutor(keyId, false), ciphertext, context);
    }
}
