package io.parquetkms.process;

import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.Provider;
import io.parquetkms.kms.WrappedKey;

/**
 * A KMS that is asked as one caller, whoever runs the thread: a key may be renewed on a thread of ours, or on one that an engine
 * runs as somebody else. Safe on any thread.
 */
final class CallersKms implements Kms {

    private final Kms kms;
    private volatile Caller caller;

    CallersKms(Provider provider, Caller caller) {
        this.caller = caller;
        kms = caller.run(provider::open);
    }

    /** The same caller has come again; an earlier login may expire. */
    void seen(Caller again) {
        if (!caller.isSameLogin(again)) {
            caller = again;
        }
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        return caller.run(() -> kms.generateDataKey(key, bits, context));
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        return caller.run(() -> kms.encrypt(key, plaintext, context));
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        return caller.run(() -> kms.decrypt(key, ciphertext, context));
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        return caller.run(() -> kms.reEncrypt(source, ciphertext, context, destination, destinationContext));
    }

    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        caller.run(() -> {
            kms.dryRun(operation, key, context);
            return operation;
        });
    }

    @Override
    public KeyDescription describe(KeyId key) {
        return caller.run(() -> kms.describe(key));
    }

    @Override
    public void close() {
        kms.close();
    }
}
