package io.parquetkms.footer;

import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.parquet.crypto.AesCipher;
import org.apache.parquet.crypto.AesGcmEncryptor;
import org.apache.parquet.crypto.AesMode;
import org.apache.parquet.crypto.ModuleCipherFactory;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.crypto.TagVerificationException;

/**
 * A footer under its file's key, by Parquet's own ciphers: always AES-GCM, whatever the algorithm of the pages. Each encryption and
 * each signature has a new random nonce.
 *
 * <table>
 *   <caption>Bytes</caption>
 *   <tr><th>encrypted footer</th><td>4 length of the rest, least first; 12 nonce; ciphertext; 16 tag</td></tr>
 *   <tr><th>signature</th><td>12 nonce; 16 tag of the footer's encryption, whose ciphertext is thrown away</td></tr>
 * </table>
 *
 * <p>Source: parquet-format, {@code Encryption.md} 5.3 and 5.4.
 */
final class FooterCipher {

    static final int SIGNATURE = AesCipher.NONCE_LENGTH + AesCipher.GCM_TAG_LENGTH;

    private final byte[] dek;
    private final byte[] aad;

    /**
     * Of one file.
     *
     * @param dek the footer's; for a plaintext footer, the one that signs
     * @param fileAad AAD prefix and {@code aad_file_unique}
     */
    FooterCipher(byte[] dek, byte[] fileAad) {
        if (dek.length != 16 && dek.length != 24 && dek.length != 32) {
            throw new ParquetCryptoRuntimeException(
                    "The footer's key has " + dek.length + " bytes (must be 16, 24 or 32)");
        }
        this.dek = dek.clone();
        this.aad = AesCipher.createFooterAAD(fileAad);
    }

    /** The footer, with its length, as it stands in a file. */
    byte[] encrypt(byte[] footer) {
        return encryptor().encrypt(footer, aad);
    }

    /** The footer out of what {@link #encrypt} returned. */
    byte[] decrypt(byte[] module) {
        try {
            return ModuleCipherFactory.getDecryptor(AesMode.GCM, dek).decrypt(module, aad);
        } catch (TagVerificationException e) {
            throw new TagVerificationException(
                    "Cannot decrypt the file's footer: it was changed, or the key or the AAD prefix is another file's",
                    e);
        }
    }

    /** The signature of a plaintext footer. */
    byte[] sign(byte[] footer) {
        byte[] module = encrypt(footer);
        byte[] signature = new byte[SIGNATURE];
        System.arraycopy(module, ModuleCipherFactory.SIZE_LENGTH, signature, 0, AesCipher.NONCE_LENGTH);
        System.arraycopy(
                module,
                module.length - AesCipher.GCM_TAG_LENGTH,
                signature,
                AesCipher.NONCE_LENGTH,
                AesCipher.GCM_TAG_LENGTH);
        return signature;
    }

    /**
     * Checks the signature of a plaintext footer.
     *
     * @throws TagVerificationException if it is not of this footer, key and file
     */
    void verify(byte[] footer, byte[] signature) {
        byte[] nonce = Arrays.copyOf(signature, AesCipher.NONCE_LENGTH);
        byte[] tag = Arrays.copyOfRange(signature, AesCipher.NONCE_LENGTH, SIGNATURE);
        byte[] module = encryptor().encrypt(false, footer, nonce, aad);
        byte[] expected = Arrays.copyOfRange(module, module.length - AesCipher.GCM_TAG_LENGTH, module.length);
        if (!MessageDigest.isEqual(expected, tag)) {
            throw new TagVerificationException(
                    "The signature of the file's footer is wrong: the footer was changed, or the key or the AAD prefix is another file's");
        }
    }

    private AesGcmEncryptor encryptor() {
        return (AesGcmEncryptor) ModuleCipherFactory.getEncryptor(AesMode.GCM, dek);
    }
}
