package io.parquetkms.aes;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.AEADBadTagException;

/**
 * Whether a provider's AES-GCM is right, before Parquet gets it: a published vector, the same bytes as the JDK's at lengths
 * around the borders of blocks and pages, both ways, and a changed byte refused. A few milliseconds.
 */
final class SelfTest {

    /** Test case 4 of the GCM specification (McGrew and Viega), with its 20 bytes of additional data. */
    private static final String KEY = "feffe9928665731c6d6a8f9467308308";

    private static final String NONCE = "cafebabefacedbaddecaf888";
    private static final String AAD = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
    private static final String PLAINTEXT = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
    private static final String SEALED = "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
            + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091"
            + "5bc94fbc3221a5db94fae95ae7121a47";

    private static final int[] LENGTHS = {0, 1, 16, 17, 511, 4_096, 65_537};

    private SelfTest() {}

    /**
     * Compares it with the JDK's.
     *
     * @throws UnusableProviderException saying what is wrong
     */
    static void run(Provider provider, Provider jdk) throws UnusableProviderException {
        try {
            vector(provider);
            for (int keyLength : new int[] {16, 24, 32}) {
                for (int length : LENGTHS) {
                    compare(provider, jdk, keyLength, length);
                }
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new UnusableProviderException("its AES-GCM fails: " + e, e);
        }
    }

    private static void vector(Provider provider) throws GeneralSecurityException, UnusableProviderException {
        GcmCipher cipher = GcmCipher.of(provider, hex(KEY));
        require(Arrays.equals(cipher.seal(hex(PLAINTEXT), hex(NONCE), hex(AAD)), hex(SEALED)), "a published vector");
    }

    private static void compare(Provider provider, Provider jdk, int keyLength, int length)
            throws GeneralSecurityException, UnusableProviderException {
        Random random = new Random(length);
        byte[] key = bytes(random, keyLength);
        byte[] nonce = bytes(random, GcmCipher.NONCE_LENGTH);
        byte[] aad = bytes(random, 30 + length % 20);
        byte[] plaintext = bytes(random, length);
        byte[] sealed = GcmCipher.of(provider, key).seal(plaintext, nonce, aad);
        String what = keyLength * Byte.SIZE + "-bit key, " + length + " bytes";
        require(Arrays.equals(sealed, GcmCipher.of(jdk, key).seal(plaintext, nonce, aad)), what);
        require(Arrays.equals(GcmCipher.of(provider, key).open(sealed, nonce, aad), plaintext), what);
        sealed[sealed.length / 2] ^= 1;
        require(refuses(GcmCipher.of(provider, key), sealed, nonce, aad), what + ", one of them changed");
    }

    private static boolean refuses(GcmCipher cipher, byte[] sealed, byte[] nonce, byte[] aad)
            throws GeneralSecurityException {
        try {
            cipher.open(sealed, nonce, aad);
            return false;
        } catch (AEADBadTagException e) {
            return true;
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static void require(boolean right, String what) throws UnusableProviderException {
        if (!right) {
            throw new UnusableProviderException("its AES-GCM is wrong: " + what);
        }
    }
}
