package io.parquetkms.aes;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One provider's AES-GCM, called as Parquet calls it: arrays, a 96-bit nonce, a 128-bit tag. Not safe on several threads. */
final class GcmCipher {

    static final String TRANSFORMATION = "AES/GCM/NoPadding";
    static final int NONCE_LENGTH = 12;
    static final int TAG_LENGTH = 16;

    private final Cipher cipher;
    private final SecretKeySpec key;

    private GcmCipher(Cipher cipher, byte[] key) {
        this.cipher = cipher;
        this.key = new SecretKeySpec(key, "AES");
    }

    static GcmCipher of(Provider provider, byte[] key) throws GeneralSecurityException {
        return new GcmCipher(Cipher.getInstance(TRANSFORMATION, provider), key);
    }

    /** The one that Parquet gets. */
    static GcmCipher ofThisJvm(byte[] key) throws GeneralSecurityException {
        return new GcmCipher(Cipher.getInstance(TRANSFORMATION), key);
    }

    /** Whose AES-GCM Parquet gets. */
    static Provider answering() {
        try {
            return Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no " + TRANSFORMATION, e);
        }
    }

    static boolean isJdks(Provider provider) {
        return provider.getName().equals("SunJCE");
    }

    /**
     * Encrypts {@code length} bytes.
     *
     * @param sealed takes ciphertext and tag, from the start
     * @return the length of both
     */
    int seal(byte[] plaintext, int length, byte[] nonce, byte[] aad, byte[] sealed) throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(plaintext, 0, length, sealed, 0);
    }

    /** Undoes {@link #seal}; returns the plaintext's length. */
    int open(byte[] sealed, int length, byte[] nonce, byte[] aad, byte[] plaintext) throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
        cipher.updateAAD(aad);
        return cipher.doFinal(sealed, 0, length, plaintext, 0);
    }

    byte[] seal(byte[] plaintext, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        byte[] sealed = new byte[plaintext.length + TAG_LENGTH];
        return Arrays.copyOf(sealed, seal(plaintext, plaintext.length, nonce, aad, sealed));
    }

    byte[] open(byte[] sealed, byte[] nonce, byte[] aad) throws GeneralSecurityException {
        byte[] plaintext = new byte[sealed.length];
        return Arrays.copyOf(plaintext, open(sealed, sealed.length, nonce, aad, plaintext));
    }
}
