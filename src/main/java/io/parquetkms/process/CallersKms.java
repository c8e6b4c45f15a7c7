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
import org.jspecify.annotations.Nullable;

/**
 * A KMS that is asked as one caller, whoever runs the thread: a key may be renewed on a thread of ours, or on one that an engine
 * runs as somebody else. Safe on any thread.
 *
 * <p>Opened at first use: an executor that has its keys from the driver never needs one, and the AWS SDK takes long to set up.
 */
final class CallersKms implements Kms {

    private final Provider provider;
    private volatile Caller caller;
    private @Nullable Kms opened;

    CallersKms(Provider provider, Caller caller) {
        this.provider = provider;
        this.caller = caller;
    }

    /** Asked for by a thread that runs as the caller. */
    private synchronized Kms kms() {
        Kms kms = opened == null ? provider.open() : opened;
        opened = kms;
        return kms;
    }

    /** The same caller has come again; an earlier login may expire. */
    void seen(Caller again) {
        if (!caller.isSameLogin(again)) {
            caller = again;
        }
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        return caller.run(() -> kms().generateDataKey(key, bits, context));
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        return caller.run(() -> kms().encrypt(key, plaintext, context));
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        return caller.run(() -> kms().decrypt(key, ciphertext, context));
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        return caller.run(() -> kms().reEncrypt(source, ciphertext, context, destination, destinationContext));
    }

    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        caller.run(() -> {
            kms().dryRun(operation, key, context);
            return operation;
        });
    }

    @Override
    public KeyDescription describe(KeyId key) {
        return caller.run(() -> kms().describe(key));
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
