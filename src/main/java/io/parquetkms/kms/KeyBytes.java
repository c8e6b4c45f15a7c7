package io.parquetkms.kms;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
    private final AtomicReference<@Nullable ReadyCipher> idle = new AtomicReference<>();

    private volatile boolean wiped;

    /** For one thread at a time. */
    private record ReadyCipher(Cipher cipher, SecretKeySpec key) {

        /** @param buffer taken where it has the right length */
        byte[] seal(byte[] plaintext, byte[] nonce, byte[] aad, byte[] buffer) throws GeneralSecurityException {
            int length = NONCE_LENGTH + plaintext.length + TAG_LENGTH;
            byte[] sealed = buffer.length == length ? buffer : new byte[length];
            System.arraycopy(nonce, 0, sealed, 0, NONCE_LENGTH);
            init(Cipher.ENCRYPT_MODE, sealed, aad);
            cipher.doFinal(plaintext, 0, plaintext.length, sealed, NONCE_LENGTH);
            return sealed;
        }

        byte[] open(byte[] sealed, byte[] aad) throws GeneralSecurityException {
            init(Cipher.DECRYPT_MODE, sealed, aad);
            return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        }

        private void init(int mode, byte[] startsWithNonce, byte[] aad) throws GeneralSecurityException {
            cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, startsWithNonce, 0, NONCE_LENGTH));
            cipher.updateAAD(aad);
        }
    }

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
        return sealEach(List.of(plaintext), aad, byte[]::clone).get(0);
    }

    /**
     * Seals each for itself; cheaper than one by one. The first nonce is random and each other one the next number, as NIST SP
     * 800-38D, 8.2.2, has it: half of the time would go into random numbers.
     *
     * @param use makes a result of one sealed as by {@link #seal}; its bytes may be overwritten by the next
     * @return the results, in their order
     */
    public <T> List<T> sealEach(List<byte[]> plaintexts, byte[] aad, Function<byte[], T> use) {
        byte[] nonce = randomBytes(NONCE_LENGTH);
        byte[] sealed = {};
        List<T> results = new ArrayList<>(plaintexts.size());
        try {
            ReadyCipher ready = cipher();
            for (byte[] plaintext : plaintexts) {
                sealed = ready.seal(plaintext, nonce, aad, sealed);
                results.add(use.apply(sealed));
                increment(nonce);
            }
            keep(ready);
            return results;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no working " + CIPHER, e);
        }
    }

    /** The next number, of a big-endian one; after the last comes 0. */
    private static void increment(byte[] number) {
        int i = number.length - 1;
        while (i >= 0 && number[i] == -1) {
            number[i] = 0;
            i--;
        }
        if (i >= 0) {
            number[i]++;
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
            ReadyCipher ready = cipher();
            byte[] plaintext = ready.open(sealed, aad);
            keep(ready);
            return plaintext;
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no working " + CIPHER, e);
        }
    }

    private ReadyCipher cipher() throws GeneralSecurityException {
        byte[] key = usable();
        ReadyCipher kept = idle.getAndSet(null);
        return kept == null ? new ReadyCipher(Cipher.getInstance(CIPHER), new SecretKeySpec(key, "AES")) : kept;
    }

    /** Only after success: a cipher that failed is dropped. */
    private void keep(ReadyCipher ready) {
        idle.set(ready);
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
