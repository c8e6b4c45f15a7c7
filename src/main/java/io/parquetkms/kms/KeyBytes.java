package io.parquetkms.kms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an AES key: copied in and out, hidden in {@link #toString}, wiped when no longer needed. Wiping is best
 * effort: the JDK's ciphers keep copies of their own until they are collected.
 *
 * <p>Safe on several threads, except that nobody may use a key while it is {@linkplain #wipe wiped}; its owner sees to that.
 */
public final class KeyBytes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;

    private final byte[] bytes;

    /**
     * The cipher that was last used with this key, for whoever comes next: looking one up and expanding the key take six times
     * as long as sealing a key. It goes when the key is wiped.
     */
    private final AtomicReference<@Nullable Cipher> idle = new AtomicReference<>();

    private volatile boolean wiped;

    private KeyBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of 16, 24 or 32 bytes. */
    public static KeyBytes copyOf(byte[] bytes) {
        if (!isKeyLength(bytes.length)) {
            throw new IllegalArgumentException("Invalid key length: " + bytes.length + " (must be 16, 24 or 32 bytes)");
        }
        return new KeyBytes(bytes.clone());
    }

    /** Whether an AES key has that many bytes. */
    public static boolean isKeyLength(int bytes) {
        return bytes == 16 || bytes == 24 || bytes == 32;
    }

    /** A new random key of 128, 192 or 256 bits. */
    public static KeyBytes random(int bits) {
        byte[] bytes = randomBytes(bits / Byte.SIZE);
        try {
            return copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** New random bytes, of strength enough for keys and nonces. */
    public static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Length in bits. */
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** A copy, which the caller wipes. */
    public byte[] toByteArray() {
        return usable().clone();
    }

    /**
     * AES-GCM with a random 96-bit nonce and a 128-bit tag.
     *
     * @return nonce, ciphertext, tag: the layout of parquet-java's {@code KeyToolkit.encryptKeyLocally}
     */
    public byte[] seal(byte[] plaintext, byte[] aad) {
        byte[] nonce = randomBytes(NONCE_LENGTH);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, aad);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_LENGTH + plaintext.length + TAG_LENGTH);
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_LENGTH);
            keep(cipher);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no working " + CIPHER, e);
        }
    }

    /**
     * Opens what {@link #seal} returned.
     *
     * @throws AEADBadTagException if the key or the {@code aad} is another one, or a byte was changed
     */
    public byte[] open(byte[] sealed, byte[] aad) throws AEADBadTagException {
        if (sealed.length < NONCE_LENGTH + TAG_LENGTH) {
            throw new AEADBadTagException("Too short: " + sealed.length + " bytes");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, aad);
            byte[] plaintext = cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
            keep(cipher);
            return plaintext;
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no working " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, byte[] startsWithNonce, byte[] aad) throws GeneralSecurityException {
        Cipher kept = idle.getAndSet(null);
        Cipher cipher = kept == null ? Cipher.getInstance(CIPHER) : kept;
        cipher.init(
                mode,
                new SecretKeySpec(usable(), "AES"),
                new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, startsWithNonce, 0, NONCE_LENGTH));
        cipher.updateAAD(aad);
        return cipher;
    }

    /** Only after success: a cipher that failed is dropped. */
    private void keep(Cipher cipher) {
        idle.set(cipher);
        if (wiped) {
            idle.set(null);
        }
    }

    /** Compares in constant time. */
    public boolean sameAs(KeyBytes other) {
        return MessageDigest.isEqual(usable(), other.usable());
    }

    /** Overwrites the key; every later use throws {@link IllegalStateException}. */
    public void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
        idle.set(null);
    }

    private byte[] usable() {
        if (wiped) {
            throw new IllegalStateException("Key was wiped");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "KeyBytes[" + bits() + " bits]";
    }
}
