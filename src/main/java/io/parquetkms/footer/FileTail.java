package io.parquetkms.footer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.FileCryptoMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * The end of a Parquet file, from its footer on; before it, in the body, are pages and indexes at offsets that the footer names. What
 * is known without any key: whether the file is encrypted and how, and what it says about its footer's key. Immutable: nobody changes
 * the arrays.
 *
 * <table>
 *   <caption>Bytes</caption>
 *   <tr><th>encrypted footer</th><td>{@code FileCryptoMetaData}; {@code FileMetaData}, encrypted; 4 length; {@code PARE}</td></tr>
 *   <tr><th>plaintext footer</th><td>{@code FileMetaData}; 28 signature; 4 length; {@code PAR1}</td></tr>
 *   <tr><th>file in plaintext</th><td>{@code FileMetaData}; 4 length; {@code PAR1}</td></tr>
 * </table>
 *
 * <p>Source: parquet-format, {@code Encryption.md} 5.
 */
public final class FileTail {

    /** {@code FileCryptoMetaData.key_metadata}. */
    private static final int KEY_METADATA = 2;

    /** {@code FileMetaData.footer_signing_key_metadata}. */
    private static final int SIGNING_KEY_METADATA = 9;

    private final long start;
    private final byte[] bytes;
    private final boolean footerEncrypted;
    private final @Nullable EncryptionAlgorithm algorithm;
    private final byte @Nullable [] footerKeyMetadata;

    /** {@code FileCryptoMetaData}; of a plaintext footer empty. */
    private final byte[] crypto;

    /** {@code FileMetaData}, encrypted or not. */
    private final byte[] module;

    /** Of a plaintext footer; else empty. */
    private final byte[] signature;

    private FileTail(long start, byte[] bytes) throws MalformedFooterException {
        this.start = start;
        this.bytes = bytes;
        byte[] footer = Arrays.copyOf(bytes, bytes.length - TailReader.TRAILER);
        footerEncrypted = TailReader.magic(bytes, bytes.length - 4).equals(TailReader.ENCRYPTED);
        if (footerEncrypted) {
            int end = Binaries.find(footer, KEY_METADATA).end();
            crypto = Arrays.copyOf(footer, end);
            module = Arrays.copyOfRange(footer, end, footer.length);
            signature = new byte[0];
            FileCryptoMetaData metadata = Parsed.cryptoMetadata(crypto);
            algorithm = metadata.getEncryption_algorithm();
            footerKeyMetadata = metadata.getKey_metadata();
        } else {
            Binaries.find(footer, SIGNING_KEY_METADATA);
            FileMetaData metadata = Parsed.metadata(footer, true);
            algorithm = metadata.getEncryption_algorithm();
            footerKeyMetadata = metadata.getFooter_signing_key_metadata();
            int end = footer.length - (algorithm == null ? 0 : FooterCipher.SIGNATURE);
            crypto = new byte[0];
            module = Arrays.copyOf(footer, Math.max(0, end));
            signature = Arrays.copyOfRange(footer, module.length, footer.length);
        }
    }

    /**
     * Reads the end of a file, by at most two ranged reads.
     *
     * @throws NotParquetException if it doesn't end as a Parquet file
     * @throws IncompleteFileException if it doesn't, but begins as one
     * @throws MalformedFooterException if what stands at its end makes no sense
     */
    public static FileTail read(InputFile file) throws IOException {
        byte[] bytes = TailReader.read(file);
        return new FileTail(file.getLength() - bytes.length, bytes);
    }

    /** Where it begins in the file: the body's length. */
    public long start() {
        return start;
    }

    /** All of it, to the end of the file. */
    public byte[] bytes() {
        return bytes;
    }

    /** Whether the footer is encrypted, and not only signed. */
    public boolean isFooterEncrypted() {
        return footerEncrypted;
    }

    /** How the file is encrypted, with its AAD prefix if that is stored; null: it is in plaintext. */
    public @Nullable EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /** What the file says about the footer's key, or of a plaintext footer about the one that signs; null: nothing. */
    public byte @Nullable [] footerKeyMetadata() {
        return footerKeyMetadata;
    }

    /**
     * Decrypts the footer, or verifies a plaintext footer's signature. With {@code parquet.encryption.uniform.key} and with
     * {@code parquet.encryption.complete.columns} the footer's key is also that of all columns, or of those without one of their own:
     * who may open the footer can read these.
     *
     * @param footerDek the footer's data key; null will do for a file in plaintext
     * @param aadPrefix for files that don't store it; else null
     * @throws MalformedFooterException if the footer makes no sense
     * @throws ParquetCryptoRuntimeException if the footer was changed, or key or AAD prefix are not the file's
     */
    public Footer open(byte @Nullable [] footerDek, byte @Nullable [] aadPrefix) throws MalformedFooterException {
        if (algorithm == null && !footerEncrypted) {
            return new Footer(this, module, null);
        }
        FooterCipher cipher = cipher(footerDek, aadPrefix);
        if (footerEncrypted) {
            return new Footer(this, cipher.decrypt(module), cipher);
        }
        cipher.verify(module, signature);
        return new Footer(this, module, cipher);
    }

    /**
     * A plaintext footer without its key, to look at: nothing says that it is as it was written. It takes no other key metadata.
     *
     * @throws ParquetCryptoRuntimeException if the footer is encrypted
     */
    public Footer openUnverified() throws MalformedFooterException {
        if (footerEncrypted) {
            throw new ParquetCryptoRuntimeException(
                    "The file's footer is encrypted: it can't be opened without its key");
        }
        return new Footer(this, module, null);
    }

    private FooterCipher cipher(byte @Nullable [] footerDek, byte @Nullable [] aadPrefix)
            throws MalformedFooterException {
        if (algorithm == null) {
            throw new MalformedFooterException("it is encrypted by no algorithm", null);
        }
        if (footerDek == null) {
            throw new ParquetCryptoRuntimeException("The file's footer can't be opened without its key");
        }
        return new FooterCipher(footerDek, FileAad.of(algorithm).with(aadPrefix));
    }

    /**
     * The tail with other key metadata of an encrypted footer. That stands there in plaintext and is not authenticated, so it needs no
     * key, and nothing can be verified. If the new one has another length, so has the tail.
     *
     * @throws MalformedFooterException if the footer has no key metadata
     * @throws IllegalStateException if the footer is not encrypted: {@link Footer#with} signs anew
     */
    public FileTail withFooterKeyMetadata(byte[] changed) throws MalformedFooterException {
        if (!footerEncrypted) {
            throw new IllegalStateException("A plaintext footer is signed: it needs its key");
        }
        return assembled(replacedOnce(crypto, KEY_METADATA, changed), module, new byte[0]);
    }

    /** With another footer under the same key, and other key metadata of that; null: as it is. */
    FileTail with(byte[] metadata, byte @Nullable [] changedKeyMetadata, FooterCipher cipher)
            throws MalformedFooterException {
        if (footerEncrypted) {
            byte[] changedCrypto =
                    changedKeyMetadata == null ? crypto : replacedOnce(crypto, KEY_METADATA, changedKeyMetadata);
            return assembled(changedCrypto, cipher.encrypt(metadata), new byte[0]);
        }
        byte[] changed = changedKeyMetadata == null
                ? metadata
                : replacedOnce(metadata, SIGNING_KEY_METADATA, changedKeyMetadata);
        return assembled(crypto, changed, cipher.sign(changed));
    }

    private static byte[] replacedOnce(byte[] thrift, int field, byte[] changed) throws MalformedFooterException {
        Binaries keyMetadata = Binaries.find(thrift, field);
        if (keyMetadata.count() != 1) {
            throw new MalformedFooterException(
                    "it holds key metadata of the footer " + keyMetadata.count() + " times", null);
        }
        return keyMetadata.replaced(old -> changed);
    }

    private FileTail assembled(byte[] changedCrypto, byte[] changedModule, byte[] changedSignature)
            throws MalformedFooterException {
        ByteArrayOutputStream tail = new ByteArrayOutputStream(bytes.length);
        tail.writeBytes(changedCrypto);
        tail.writeBytes(changedModule);
        tail.writeBytes(changedSignature);
        byte[] length = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(tail.size())
                .array();
        tail.writeBytes(length);
        tail.writeBytes(
                (footerEncrypted ? TailReader.ENCRYPTED : TailReader.PLAINTEXT).getBytes(StandardCharsets.ISO_8859_1));
        return new FileTail(start, tail.toByteArray());
    }
}
