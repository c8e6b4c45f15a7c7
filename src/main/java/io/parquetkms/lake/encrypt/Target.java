package io.parquetkms.lake.encrypt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.crypto.AesCipher;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.crypto.InternalColumnEncryptionSetup;
import org.apache.parquet.crypto.InternalFileEncryptor;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;
import org.apache.parquet.format.FileCryptoMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.jspecify.annotations.Nullable;

/** What a file becomes: what seals its modules, and its footer. For one thread. */
final class Target {

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ENCRYPTED_MAGIC = "PARE".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable InternalFileEncryptor encryptor;

    /** @param properties null: it becomes plaintext */
    Target(@Nullable FileEncryptionProperties properties) {
        encryptor = properties == null ? null : new InternalFileEncryptor(properties);
    }

    boolean encrypted() {
        return encryptor != null;
    }

    /** Whether a column should be, in what it becomes. */
    boolean isEncrypted(ColumnPath path) {
        return encryptor != null
                && encryptor.getEncryptionProperties().getColumnProperties(path).isEncrypted();
    }

    byte[] magic() {
        return (encryptor != null && encryptor.isFooterEncrypted() ? ENCRYPTED_MAGIC : MAGIC).clone();
    }

    /** What seals a column chunk. */
    Modules<BlockCipher.Encryptor> modules(ColumnPath path, int rowGroup, int column) {
        InternalColumnEncryptionSetup setup = encryptor == null ? null : encryptor.getColumnSetup(path, true, column);
        return encryptor == null || setup == null || !setup.isEncrypted()
                ? Modules.plaintext()
                : new Modules<>(
                        setup.getDataEncryptor(),
                        setup.getMetaDataEncryptor(),
                        encryptor.getFileAAD(),
                        rowGroup,
                        column);
    }

    /**
     * Puts the metadata of a column chunk where it belongs.
     *
     * @param chunk that gets it
     * @param metadata all of it
     */
    void seal(Struct chunk, Struct metadata, Modules<BlockCipher.Encryptor> modules, ColumnPath path)
            throws IOException {
        chunk.remove(Meta.Chunk.CRYPTO);
        chunk.remove(Meta.Chunk.ENCRYPTED_META);
        chunk.setStruct(Meta.Chunk.META, metadata);
        if (encryptor == null || !modules.encrypted()) {
            return;
        }
        InternalColumnEncryptionSetup setup = encryptor.getColumnSetup(path, false, modules.column());
        chunk.setStruct(Meta.Chunk.CRYPTO, crypto(setup));
        if (!encryptor.encryptColumnMetaData(setup)) {
            return;
        }
        chunk.setBinary(
                Meta.Chunk.ENCRYPTED_META,
                Modules.sealed(modules, ModuleType.ColumnMetaData, Modules.NO_PAGE, Compact.write(metadata)));
        if (encryptor.isFooterEncrypted()) {
            chunk.remove(Meta.Chunk.META);
        } else {
            Struct shown = metadata.copy();
            shown.retain(Meta.Column.WITHOUT_VALUES);
            chunk.setStruct(Meta.Chunk.META, shown);
        }
    }

    private static Struct crypto(InternalColumnEncryptionSetup setup) {
        Struct crypto = new Struct();
        if (setup.isEncryptedWithFooterKey()) {
            crypto.setStruct(Meta.Crypto.FOOTER_KEY, new Struct());
            return crypto;
        }
        Struct key = new Struct();
        key.setBinaries(
                Meta.Crypto.PATH,
                setup.getColumnCryptoMetaData().getENCRYPTION_WITH_COLUMN_KEY().getPath_in_schema().stream()
                        .map(name -> name.getBytes(StandardCharsets.UTF_8))
                        .toList());
        byte[] metadata =
                setup.getColumnCryptoMetaData().getENCRYPTION_WITH_COLUMN_KEY().getKey_metadata();
        if (metadata != null) {
            key.setBinary(Meta.Crypto.KEY_METADATA, metadata);
        }
        crypto.setStruct(Meta.Crypto.COLUMN_KEY, key);
        return crypto;
    }

    /** The end of the file. */
    byte[] end(Struct footer) throws IOException {
        footer.remove(Meta.File.ALGORITHM);
        footer.remove(Meta.File.SIGNING_KEY);
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        if (encryptor == null) {
            end.writeBytes(Compact.write(footer));
        } else if (encryptor.isFooterEncrypted()) {
            Util.writeFileCryptoMetaData(encryptor.getFileCryptoMetaData(), end);
            end.writeBytes(encryptor.getFooterEncryptor().encrypt(Compact.write(footer), footerAad(encryptor)));
        } else {
            sign(footer, encryptor, end);
        }
        BytesUtils.writeIntLittleEndian(end, end.size());
        end.writeBytes(magic());
        return end.toByteArray();
    }

    private static byte[] footerAad(InternalFileEncryptor encryptor) {
        return AesCipher.createFooterAAD(encryptor.getFileAAD());
    }

    private static void sign(Struct footer, InternalFileEncryptor encryptor, ByteArrayOutputStream end)
            throws IOException {
        ByteArrayOutputStream crypto = new ByteArrayOutputStream();
        Util.writeFileCryptoMetaData(new FileCryptoMetaData(encryptor.getEncryptionAlgorithm()), crypto);
        footer.setStruct(Meta.File.ALGORITHM, Compact.read(crypto.toByteArray()).struct(1));
        byte[] key = encryptor.getFooterSigningKeyMetaData();
        if (key != null) {
            footer.setBinary(Meta.File.SIGNING_KEY, key);
        }
        byte[] plain = Compact.write(footer);
        byte[] sealed = encryptor.getSignedFooterEncryptor().encrypt(false, plain, footerAad(encryptor));
        end.writeBytes(plain);
        end.writeBytes(Arrays.copyOf(sealed, AesCipher.NONCE_LENGTH));
        end.writeBytes(Arrays.copyOfRange(sealed, sealed.length - AesCipher.GCM_TAG_LENGTH, sealed.length));
    }
}
