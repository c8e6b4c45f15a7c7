package io.parquetkms.testkms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256 keys behind one KMS key, oldest first; the newest one encrypts, all of them decrypt. Shared by the
 * replicas of a multi-Region key. Thread-safe.
 */
final class KeyMaterial {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String keyId;
    private final List<byte[]> versions = new CopyOnWriteArrayList<>();

    KeyMaterial(String keyId) {
        this.keyId = keyId;
        rotate();
    }

    void rotate() {
        versions.add(random(32));
    }

    /** The id that answers carry for a version: 64 hex digits, as AWS's. */
    String materialId(int version) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(versions.get(version)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    int newestVersion() {
        return versions.size() - 1;
    }

    CiphertextBlob encrypt(byte[] plaintext, EncryptionContext context) {
        int version = newestVersion();
        byte[] nonce = random(CiphertextBlob.NONCE_LENGTH);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, version, nonce, context).doFinal(plaintext);
            return new CiphertextBlob(keyId, version, nonce, sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] decrypt(CiphertextBlob blob, EncryptionContext context) {
        if (blob.materialVersion() < 0 || blob.materialVersion() > newestVersion()) {
            throw KmsError.invalidCiphertext();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, blob.materialVersion(), blob.nonce(), context)
                    .doFinal(blob.sealed());
        } catch (GeneralSecurityException e) {
            throw KmsError.invalidCiphertext();
        }
    }

    private Cipher cipher(int mode, int version, byte[] nonce, EncryptionContext context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(versions.get(version), "AES"),
                new GCMParameterSpec(CiphertextBlob.TAG_LENGTH * Byte.SIZE, nonce));
        cipher.updateAAD(CiphertextBlob.aad(keyId, version, context));
        return cipher;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
