package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.FileException;
import io.parquetkms.lake.FileProblem;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.crypto.AesCipher;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.InternalColumnDecryptionSetup;
import org.apache.parquet.crypto.InternalFileDecryptor;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;
import org.apache.parquet.format.EncryptionAlgorithm;
import org.apache.parquet.format.FileCryptoMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A file as it stands there: its footer in plaintext, and what opens its modules. For one thread. */
final class SourceFile implements Closeable {

    private static final int MAGIC_LENGTH = 4;
    private static final int END_LENGTH = 2 * MAGIC_LENGTH;
    private static final String PLAINTEXT_FOOTER = "PAR1";
    private static final String ENCRYPTED_FOOTER = "PARE";

    private final SeekableInputStream in;
    private final Struct footer;
    private final boolean footerEncrypted;
    private final @Nullable EncryptionAlgorithm algorithm;
    private final @Nullable InternalFileDecryptor decryptor;
    private final byte @Nullable [] footerKeyMetadata;

    private SourceFile(
            SeekableInputStream in,
            Struct footer,
            boolean footerEncrypted,
            @Nullable EncryptionAlgorithm algorithm,
            @Nullable InternalFileDecryptor decryptor,
            byte @Nullable [] footerKeyMetadata) {
        this.in = in;
        this.footer = footer;
        this.footerEncrypted = footerEncrypted;
        this.algorithm = algorithm;
        this.decryptor = decryptor;
        this.footerKeyMetadata = footerKeyMetadata;
    }

    /**
     * Reads the footer.
     *
     * @param decryption asked where the file is encrypted. The signature of a plaintext footer is not verified here
     * @throws EndException if it does not end as a Parquet file does
     */
    static SourceFile open(InputFile file, Supplier<FileDecryptionProperties> decryption) throws IOException {
        SeekableInputStream in = file.newStream();
        try {
            return open(in, file.getLength(), decryption);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static SourceFile open(SeekableInputStream in, long length, Supplier<FileDecryptionProperties> decryption)
            throws IOException {
        String magic = length < END_LENGTH + MAGIC_LENGTH ? "" : text(in, length - MAGIC_LENGTH);
        if (!magic.equals(PLAINTEXT_FOOTER) && !magic.equals(ENCRYPTED_FOOTER)) {
            throw new EndException(length >= MAGIC_LENGTH && text(in, 0).startsWith("PAR"));
        }
        int footerLength = BytesUtils.readIntLittleEndian(ModuleInput.at(in, length - END_LENGTH));
        long start = length - END_LENGTH - footerLength;
        if (footerLength < 0 || start < MAGIC_LENGTH) {
            throw new MalformedFileException("its footer claims to have " + footerLength + " bytes");
        }
        byte[] bytes = ModuleInput.at(in, start).exactly(footerLength);
        return magic.equals(ENCRYPTED_FOOTER)
                ? withEncryptedFooter(in, new ByteArrayInputStream(bytes), decryption)
                : withPlaintextFooter(in, Compact.read(bytes), decryption);
    }

    private static SourceFile withEncryptedFooter(
            SeekableInputStream in, ByteArrayInputStream bytes, Supplier<FileDecryptionProperties> decryption)
            throws IOException {
        FileCryptoMetaData crypto = Util.readFileCryptoMetaData(bytes);
        InternalFileDecryptor decryptor = new InternalFileDecryptor(decryption.get());
        decryptor.setFileCryptoMetaData(crypto.getEncryption_algorithm(), true, crypto.getKey_metadata());
        byte[] footer = decryptor
                .fetchFooterDecryptor()
                .decrypt(bytes.readAllBytes(), AesCipher.createFooterAAD(decryptor.getFileAAD()));
        return new SourceFile(
                in, Compact.read(footer), true, crypto.getEncryption_algorithm(), decryptor, crypto.getKey_metadata());
    }

    private static SourceFile withPlaintextFooter(
            SeekableInputStream in, Struct footer, Supplier<FileDecryptionProperties> decryption) throws IOException {
        if (!footer.has(Meta.File.ALGORITHM)) {
            return new SourceFile(in, footer, false, null, null, null);
        }
        Struct crypto = new Struct();
        crypto.setStruct(1, footer.struct(Meta.File.ALGORITHM));
        EncryptionAlgorithm algorithm = Util.readFileCryptoMetaData(new ByteArrayInputStream(Compact.write(crypto)))
                .getEncryption_algorithm();
        byte[] key = footer.binaryIfAny(Meta.File.SIGNING_KEY);
        InternalFileDecryptor decryptor = new InternalFileDecryptor(decryption.get());
        decryptor.setFileCryptoMetaData(algorithm, false, key);
        return new SourceFile(in, footer, false, algorithm, decryptor, key);
    }

    private static String text(SeekableInputStream in, long at) throws IOException {
        return new String(ModuleInput.at(in, at).exactly(MAGIC_LENGTH), StandardCharsets.ISO_8859_1);
    }

    boolean encrypted() {
        return algorithm != null;
    }

    boolean footerEncrypted() {
        return footerEncrypted;
    }

    /** The bytes it begins with. */
    byte[] head() throws IOException {
        return at(0).exactly(MAGIC_LENGTH);
    }

    /** Null in plaintext. */
    @Nullable
    EncryptionAlgorithm algorithm() {
        return algorithm;
    }

    /** Or that of the key which signs it. */
    byte @Nullable [] footerKeyMetadata() {
        return footerKeyMetadata;
    }

    Struct footer() {
        return footer;
    }

    ModuleInput at(long position) throws IOException {
        return ModuleInput.at(in, position);
    }

    /**
     * What opens a column chunk.
     *
     * @param rowGroup its index
     */
    Modules<BlockCipher.Decryptor> modules(Struct group, int rowGroup, Struct chunk, int column) throws IOException {
        if (decryptor == null || !chunk.has(Meta.Chunk.CRYPTO)) {
            return Modules.plaintext();
        }
        Struct crypto = chunk.struct(Meta.Chunk.CRYPTO);
        boolean footerKey = crypto.has(Meta.Crypto.FOOTER_KEY);
        byte[] key = footerKey ? null : crypto.struct(Meta.Crypto.COLUMN_KEY).binaryIfAny(Meta.Crypto.KEY_METADATA);
        InternalColumnDecryptionSetup setup =
                decryptor.setColumnCryptoMetadata(path(chunk), true, footerKey, key, column);
        int ordinal = (int) group.number(Meta.RowGroup.ORDINAL, rowGroup);
        return new Modules<>(
                setup.getDataDecryptor(), setup.getMetaDataDecryptor(), decryptor.getFileAAD(), ordinal, column);
    }

    /** The metadata of a column chunk, all of it. */
    static Struct metadata(Struct chunk, Modules<BlockCipher.Decryptor> modules) throws IOException {
        byte[] encrypted = chunk.binaryIfAny(Meta.Chunk.ENCRYPTED_META);
        return encrypted == null
                ? chunk.struct(Meta.Chunk.META)
                : Compact.read(Modules.opened(modules, ModuleType.ColumnMetaData, Modules.NO_PAGE, encrypted));
    }

    /** The column of a chunk, also where its metadata is encrypted. */
    static ColumnPath path(Struct chunk) throws IOException {
        List<byte[]> names = chunk.has(Meta.Chunk.CRYPTO)
                        && chunk.struct(Meta.Chunk.CRYPTO).has(Meta.Crypto.COLUMN_KEY)
                ? chunk.struct(Meta.Chunk.CRYPTO).struct(Meta.Crypto.COLUMN_KEY).binaries(Meta.Crypto.PATH)
                : chunk.struct(Meta.Chunk.META).binaries(Meta.Column.PATH);
        return ColumnPath.get(names.stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** It does not end as a Parquet file does. */
    static final class EndException extends FileException {

        private static final long serialVersionUID = 1L;

        EndException(boolean begun) {
            super(
                    begun ? FileProblem.Kind.INCOMPLETE : FileProblem.Kind.NOT_PARQUET,
                    begun
                            ? "begins as a Parquet file and does not end as one: it was cut off, or is still being written"
                            : "is not a Parquet file",
                    null);
        }
    }
}
