package io.parquetkms.parquet;

import io.parquetkms.policy.PlaceRules;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.InternalFileDecryptor;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Finds out what can be read of one file: reads its footer, and asks for the keys of its columns. For one thread. */
final class FileLook {

    private final Configuration configuration;
    private final Path path;
    private final AskedKeys asked;
    private final FileKeys keys;
    private final boolean guarded;
    private final List<PartAccess> parts = new ArrayList<>();
    private List<Type> columns = List.of();

    /** The key that was asked for last; empty before one was. */
    private String key = "";
    /** What became of it, if it can't be had. */
    private @Nullable ParquetCryptoRuntimeException refusal;

    FileLook(Configuration configuration, Path path, AskedKeys asked) {
        this.configuration = configuration;
        this.path = path;
        this.asked = asked;
        KmsRuntime runtime = KmsRuntime.current();
        KeyAccess access = runtime.access(configuration);
        PlaceRules place = access.rules().of(configuration, path);
        keys = new FileKeys(runtime, access, configuration, path, place);
        guarded = place.required();
    }

    /**
     * Looks.
     *
     * @return the footer, then the columns in their order; nothing of a file without a byte
     * @throws ParquetCryptoRuntimeException if a key can't be had for another reason than that nobody may have it, or not this role
     * @throws IOException if the footer can't be read
     */
    List<PartAccess> look() throws IOException {
        FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
        ParquetMetadata footer = status.getLen() == 0 ? null : footer(status);
        if (footer != null) {
            columns = footer.getFileMetaData().getSchema().getFields();
        }
        if (footer != null && !footer.getBlocks().isEmpty()) {
            // the keys of the first row group's chunks are the file's: Parquet takes no others later
            String footerKey = key;
            for (ColumnChunkMetaData chunk : footer.getBlocks().get(0).getColumns()) {
                look(chunk, footer.getFileMetaData().getFileDecryptor(), footerKey);
            }
        }
        return parts;
    }

    /** At the top of its schema; none before it was looked at, or where its footer can't be read. */
    List<Type> columns() {
        return columns;
    }

    /** Null where it can't be read. A signature that can't be verified keeps nobody from reading, unless the file must be encrypted. */
    private @Nullable ParquetMetadata footer(FileStatus status) throws IOException {
        try {
            ParquetMetadata footer = read(status, true);
            add(List.of(), key.isEmpty() ? KeyState.PLAINTEXT : KeyState.READABLE, "");
            return footer;
        } catch (IOException | RuntimeException e) {
            ParquetCryptoRuntimeException denied = refusal(e);
            ParquetMetadata footer = guarded ? null : unverified(status);
            if (footer == null) {
                addRefused(List.of(), denied);
            } else {
                add(List.of(), KeyState.PLAINTEXT, "in plaintext; its signature can't be verified: " + denied.getMessage());
            }
            return footer;
        }
    }

    private @Nullable ParquetMetadata unverified(FileStatus status) {
        try {
            return read(status, false);
        } catch (IOException | RuntimeException e) { // encrypted, or with a column under the key that is refused
            return null;
        }
    }

    private ParquetMetadata read(FileStatus status, boolean verify) throws IOException {
        FileKeys ofFile = keys.forAnotherReader();
        FileDecryptionProperties.Builder decryption = FileDecryptionProperties.builder()
                .withKeyRetriever(keyMetadata -> unwrap(ofFile, keyMetadata))
                .withPlaintextFilesAllowed();
        if (!verify) {
            decryption.withoutFooterSignatureVerification();
        }
        HadoopInputFile file = HadoopInputFile.fromStatus(status, configuration);
        HadoopReadOptions.Builder options = HadoopReadOptions.builder(configuration);
        try (SeekableInputStream in = file.newStream()) {
            return ParquetFileReader.readFooter(
                    file, options.withDecryption(decryption.build()).build(), in);
        }
    }

    private byte[] unwrap(FileKeys ofFile, byte[] keyMetadata) {
        refusal = null;
        key = ofFile.kek(keyMetadata).keyId();
        try {
            return asked.unwrap(ofFile, keyMetadata);
        } catch (ParquetCryptoRuntimeException e) {
            refusal = e;
            throw e;
        }
    }

    private void look(ColumnChunkMetaData chunk, @Nullable InternalFileDecryptor decryptor, String footerKey)
            throws IOException {
        List<String> column = List.of(chunk.getPath().toArray());
        if (!chunk.isEncrypted()) {
            boolean plain = decryptor == null
                    || decryptor.plaintextFile()
                    || !decryptor.getColumnSetup(chunk.getPath()).isEncrypted();
            key = plain ? "" : footerKey;
            add(column, plain ? KeyState.PLAINTEXT : KeyState.READABLE, "");
            return;
        }
        try {
            chunk.getTotalSize(); // stands in what the column's key decrypts
            add(column, KeyState.READABLE, "");
        } catch (RuntimeException e) {
            addRefused(column, refusal(e));
        }
    }

    /** Why a key can't be had; what says nothing of it is thrown on. Parquet's own exceptions differ from version to version. */
    private ParquetCryptoRuntimeException refusal(Exception failure) throws IOException {
        ParquetCryptoRuntimeException refused = refusal;
        if (refused == null) {
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw (IOException) failure;
        }
        if (KeyState.of(refused) == null) {
            throw refused;
        }
        return refused;
    }

    private void addRefused(List<String> column, ParquetCryptoRuntimeException refused) {
        KeyState state = KeyState.of(refused);
        if (state == null) {
            throw refused;
        }
        add(column, state, String.valueOf(refused.getMessage()));
    }

    private void add(List<String> column, KeyState state, String reason) {
        parts.add(new PartAccess(column, state == KeyState.PLAINTEXT && !column.isEmpty() ? "" : key, state, 1, path.toString(), reason));
    }
}
