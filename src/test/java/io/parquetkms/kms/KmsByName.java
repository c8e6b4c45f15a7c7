package io.parquetkms.kms;

/** A KMS whose keys are named by anyone: what the tests of one are about is not whom it trusts. */
public final class KmsByName implements AutoCloseable {

    private final Kms kms;

    public KmsByName(Kms kms) {
        this.kms = kms;
    }

    /** A key that passed no check. */
    public static KeyId key(String keyId) {
        return new KeyId(keyId);
    }

    public DataKey generateDataKey(String keyId, int bits, EncryptionContext context) {
        return kms.generateDataKey(key(keyId), bits, context);
    }

    public WrappedKey encrypt(String keyId, KeyBytes plaintext, EncryptionContext context) {
        return kms.encrypt(key(keyId), plaintext, context);
    }

    public DataKey decrypt(WrappedKey wrapped, EncryptionContext context) {
        return kms.decrypt(key(wrapped.keyId()), wrapped.ciphertext(), context);
    }

    /** With a key that is known by a name, which may have stood for another one. */
    public DataKey decryptByName(String keyId, WrappedKey wrapped, EncryptionContext context) {
        return kms.decrypt(key(keyId).repointable(), wrapped.ciphertext(), context);
    }

    public WrappedKey reEncrypt(
            WrappedKey wrapped,
            EncryptionContext context,
            String destinationKeyId,
            EncryptionContext destinationContext) {
        return kms.reEncrypt(
                key(wrapped.keyId()), wrapped.ciphertext(), context, key(destinationKeyId), destinationContext);
    }

    public void dryRun(KmsOperation operation, String keyId, EncryptionContext context) {
        kms.dryRun(operation, key(keyId), context);
    }

    public KeyDescription describe(String keyId) {
        return kms.describe(key(keyId));
    }

    @Override
    public void close() {
        kms.close();
    }

    /** The service's own. */
    @Override
    public String toString() {
        return kms.toString();
    }
}
