package io.parquetkms.kms.keystore;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KeyId;
import io.parquetkms.kms.Kms;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.WrappedKey;
import java.io.IOException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * KMS keys in a local Hadoop keystore, as {@code hadoop key create} makes it: for a first run, and for tests without a
 * cloud account. Whoever reads the keystore and knows its password has all its keys; that is what a KMS is for.
 *
 * <p>KMS keys are named as in the keystore. New keys are wrapped by the current version of a KMS key; after
 * {@code hadoop key roll} keys wrapped by older versions still unwrap. A version that another process added is found by
 * opening the keystore again.
 */
final class KeystoreKms implements Kms {

    private static final String NO_REQUEST_ID = "";

    private final Keystore keystore;

    /** Doesn't open the keystore yet. */
    KeystoreKms(KeystoreOptions options) {
        keystore = new Keystore(options);
    }

    @Override
    public DataKey generateDataKey(KeyId key, int bits, EncryptionContext context) {
        KeyBytes plaintext = KeyBytes.random(bits);
        return new DataKey(plaintext, encrypt(key, plaintext, context), NO_REQUEST_ID);
    }

    @Override
    public WrappedKey encrypt(KeyId key, KeyBytes plaintext, EncryptionContext context) {
        String version = keystore.currentVersion(key.value());
        byte[] bytes = plaintext.toByteArray();
        try {
            byte[] sealed =
                    keystore.version(key.value(), version).seal(bytes, KeystoreCiphertext.aad(version, context));
            return new WrappedKey(key.value(), new KeystoreCiphertext(version, sealed).encode());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public DataKey decrypt(KeyId key, String ciphertext, EncryptionContext context) {
        KeystoreCiphertext parsed = parse(key.value(), ciphertext);
        String name = keyOf(parsed.keyVersion(), key);
        byte[] aad = KeystoreCiphertext.aad(parsed.keyVersion(), context);
        try {
            byte[] bytes = keystore.version(name, parsed.keyVersion()).open(parsed.sealed(), aad);
            try {
                return new DataKey(KeyBytes.copyOf(bytes), new WrappedKey(name, ciphertext), NO_REQUEST_ID);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (AEADBadTagException e) {
            throw invalid(name, "changed bytes, or another encryption context", e);
        }
    }

    @Override
    public WrappedKey reEncrypt(
            KeyId source,
            String ciphertext,
            EncryptionContext context,
            KeyId destination,
            EncryptionContext destinationContext) {
        KeyBytes plaintext = decrypt(source, ciphertext, context).plaintext();
        try {
            return encrypt(destination, plaintext, destinationContext);
        } finally {
            plaintext.wipe();
        }
    }

    /** Who can open the keystore may use all its keys. */
    @Override
    public void dryRun(KmsOperation operation, KeyId key, EncryptionContext context) {
        keystore.currentVersion(key.value());
    }

    @Override
    public KeyDescription describe(KeyId key) {
        return new KeyDescription(key.value(), "version " + keystore.currentVersion(key.value()), true, false);
    }

    @Override
    public void close() {
        keystore.close();
    }

    private static KeystoreCiphertext parse(String keyId, String ciphertext) {
        try {
            return KeystoreCiphertext.decode(ciphertext);
        } catch (IOException e) {
            throw invalid(keyId, e.toString(), e);
        }
    }

    /** The version's name is from an untrusted place: it must be a version of the key that was asked for, if one was. */
    private static String keyOf(String keyVersion, KeyId asked) {
        try {
            String key = KeyProvider.getBaseName(keyVersion);
            if (asked.isRepointable() || key.equals(asked.value())) {
                return key;
            }
        } catch (IOException e) {
            throw invalid(asked.value(), "no key version", null); // its message repeats what stands in the file
        }
        throw invalid(asked.value(), "wrapped by another key, " + keyVersion, null);
    }

    private static ParquetCryptoRuntimeException invalid(String keyId, String why, @Nullable Exception cause) {
        return KmsError.INVALID.exception(
                "Keystore key '" + keyId + "' didn't wrap this key (" + why + "). Read it with the key and the "
                        + KmsProperties.ENCRYPTION_CONTEXT + " it was written with",
                cause);
    }
}
