package io.parquetkms.kms.keystore;

import io.parquetkms.config.KeystoreOptions;
import io.parquetkms.config.KmsProperties;
import io.parquetkms.kms.DataKey;
import io.parquetkms.kms.EncryptionContext;
import io.parquetkms.kms.KeyBytes;
import io.parquetkms.kms.KeyDescription;
import io.parquetkms.kms.KmsError;
import io.parquetkms.kms.KmsOperation;
import io.parquetkms.kms.MasterKeyService;
import io.parquetkms.kms.WrappedKey;
import java.io.IOException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.apache.hadoop.crypto.key.KeyProvider;
import org.apache.hadoop.crypto.key.KeyProvider.KeyVersion;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * Master keys in a local Hadoop keystore, as {@code hadoop key create} makes it: for a first run, and for tests without a
 * cloud account. Whoever reads the keystore and knows its password has all its keys; that is what a KMS is for.
 *
 * <p>Master keys are named as in the keystore. New keys are wrapped by the current version of a master key; after
 * {@code hadoop key roll} keys wrapped by older versions still unwrap. A version that another process added is found by
 * opening the keystore again.
 */
public final class KeystoreMasterKeyService implements MasterKeyService {

    private static final String NO_REQUEST_ID = "";

    private final Keystore keystore;

    /** Doesn't open the keystore yet. */
    public KeystoreMasterKeyService(KeystoreOptions options) {
        keystore = new Keystore(options);
    }

    @Override
    public DataKey generateDataKey(String keyId, int bits, EncryptionContext context) {
        KeyBytes plaintext = KeyBytes.random(bits);
        return new DataKey(plaintext, encrypt(keyId, plaintext, context), NO_REQUEST_ID);
    }

    @Override
    public WrappedKey encrypt(String keyId, KeyBytes plaintext, EncryptionContext context) {
        KeyVersion version = keystore.currentVersion(keyId);
        byte[] aad = KeystoreCiphertext.aad(version.getVersionName(), context);
        byte[] bytes = plaintext.toByteArray();
        try {
            byte[] sealed = material(version).seal(bytes, aad);
            return new WrappedKey(keyId, new KeystoreCiphertext(version.getVersionName(), sealed).encode());
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public DataKey decrypt(WrappedKey wrapped, EncryptionContext context) {
        KeystoreCiphertext ciphertext = parse(wrapped);
        checkKey(wrapped.keyId(), ciphertext.keyVersion());
        KeyVersion version = keystore.version(wrapped.keyId(), ciphertext.keyVersion());
        try {
            byte[] bytes = material(version)
                    .open(ciphertext.sealed(), KeystoreCiphertext.aad(version.getVersionName(), context));
            try {
                return new DataKey(KeyBytes.copyOf(bytes), wrapped, NO_REQUEST_ID);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (AEADBadTagException e) {
            throw invalid(wrapped.keyId(), "changed bytes, or another encryption context", e);
        }
    }

    @Override
    public WrappedKey reEncrypt(
            WrappedKey wrapped,
            EncryptionContext context,
            String destinationKeyId,
            EncryptionContext destinationContext) {
        KeyBytes plaintext = decrypt(wrapped, context).plaintext();
        try {
            return encrypt(destinationKeyId, plaintext, destinationContext);
        } finally {
            plaintext.wipe();
        }
    }

    /** Who can open the keystore may use all its keys. */
    @Override
    public void rehearse(KmsOperation operation, String keyId, EncryptionContext context) {
        keystore.currentVersion(keyId);
    }

    @Override
    public KeyDescription describe(String keyId) {
        return new KeyDescription(
                keyId, "version " + keystore.currentVersion(keyId).getVersionName(), true, false);
    }

    @Override
    public void close() {
        keystore.close();
    }

    private static KeyBytes material(KeyVersion version) {
        return KeyBytes.copyOf(version.getMaterial());
    }

    private static KeystoreCiphertext parse(WrappedKey wrapped) {
        try {
            return KeystoreCiphertext.decode(wrapped.ciphertext());
        } catch (IOException e) {
            throw invalid(wrapped.keyId(), e.toString(), e);
        }
    }

    /** The version's name is from an untrusted place: it must be a version of the key that was asked for. */
    private static void checkKey(String keyId, String keyVersion) {
        try {
            if (KeyProvider.getBaseName(keyVersion).equals(keyId)) {
                return;
            }
        } catch (IOException e) {
            throw invalid(keyId, "no key version", e);
        }
        throw invalid(keyId, "wrapped by another key, " + keyVersion, null);
    }

    private static ParquetCryptoRuntimeException invalid(String keyId, String why, @Nullable Exception cause) {
        return KmsError.INVALID.exception(
                "Keystore key '" + keyId + "' didn't wrap this key (" + why + "). Read it with the key and the "
                        + KmsProperties.ENCRYPTION_CONTEXT + " it was written with",
                cause);
    }
}
