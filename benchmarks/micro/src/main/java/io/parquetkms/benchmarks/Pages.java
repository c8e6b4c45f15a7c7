package io.parquetkms.benchmarks;

import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.crypto.AesMode;
import org.apache.parquet.crypto.ModuleCipherFactory;
import org.apache.parquet.format.BlockCipher;

/** A page that Parquet's own ciphers encrypt and decrypt, over and over, with one key. Not safe on several threads. */
final class Pages {

    private final BlockCipher.Encryptor encryptor;
    private final BlockCipher.Decryptor decryptor;
    private final byte[] plaintext;
    private final byte[] aad;

    private Pages(AesMode mode, byte[] key, byte[] plaintext, byte[] aad) {
        encryptor = ModuleCipherFactory.getEncryptor(mode, key);
        decryptor = ModuleCipherFactory.getDecryptor(mode, key);
        this.plaintext = plaintext;
        this.aad = aad;
    }

    /** With a key of 128 bits, by whoever answers for that mode in this JVM now. */
    static Pages of(AesMode mode, int length) {
        Random random = new Random(length);
        byte[] key = new byte[16];
        byte[] plaintext = new byte[length];
        byte[] aad = new byte[40];
        random.nextBytes(key);
        random.nextBytes(plaintext);
        random.nextBytes(aad);
        return new Pages(mode, key, plaintext, aad);
    }

    byte[] encrypt() {
        return encryptor.encrypt(plaintext, aad);
    }

    byte[] decrypt(byte[] encrypted) {
        return decryptor.decrypt(encrypted, aad);
    }

    /** Each reads what the other wrote. */
    static void checkSame(Pages one, Pages other) {
        if (!Arrays.equals(one.decrypt(other.encrypt()), one.plaintext)
                || !Arrays.equals(other.decrypt(one.encrypt()), one.plaintext)) {
            throw new IllegalStateException("Wrong bytes");
        }
    }
}
