package io.parquetkms.parquet;

import io.parquetkms.config.KmsProperties;
import io.parquetkms.policy.Levels;
import io.parquetkms.policy.PlaceRules;
import io.parquetkms.policy.UnencryptedFileException;
import io.parquetkms.process.KeyAccess;
import io.parquetkms.process.KmsRuntime;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.parquet.crypto.InternalFileDecryptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A file that must be encrypted, looked at before its reader opens it: Parquet itself takes plaintext columns in an encrypted
 * file, and asks nobody. Its footer is decrypted, or its signature verified, by Parquet with the footer's key; that costs one
 * more read of the footer for each version of a file, and a file status each time that Parquet asks.
 *
 * <p>Between this look and the reader's own, the file may be replaced. The reader then still checks the footer's key, and
 * takes no plaintext file.
 */
final class GuardedFile {

    private final KeyAccess access;
    private final Path path;
    private final PlaceRules place;
    private final Supplier<String> reason;

    /**
     * One.
     *
     * @param place what holds where it is
     * @param reason why it must be encrypted
     */
    GuardedFile(KeyAccess access, Path path, PlaceRules place, Supplier<String> reason) {
        this.access = access;
        this.path = path;
        this.place = place;
        this.reason = reason;
    }

    /**
     * Checks it, unless this version of it was checked before.
     *
     * @param keys of its reader
     * @throws UnencryptedFileException if the file, or a column of it, is in plaintext
     */
    void check(KmsRuntime runtime, Configuration configuration, FileKeys keys) {
        try {
            FileStatus status = status(configuration);
            if (status != null && !runtime.checkedFiles().contain(access, status)) {
                check(Footer.read(configuration, status, keys));
                runtime.checkedFiles().add(access, status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the footer of " + path, e);
        }
    }

    /** Null where there is nothing to look at: the reader will find no file either, or has ways of its own to it. */
    private @Nullable FileStatus status(Configuration configuration) throws IOException {
        try {
            return path.getFileSystem(configuration).getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        } catch (UnsupportedFileSystemException e) {
            KmsRuntime.warnOnce(
                    "Files of " + path.toUri().getScheme() + ": can't be looked at for plaintext columns, as "
                            + access.rules().whoRequires()
                            + " asks for: Hadoop has no such file system here. Their footers are"
                            + " checked");
            return null;
        }
    }

    private void check(ParquetMetadata footer) {
        InternalFileDecryptor decryptor = footer.getFileMetaData().getFileDecryptor();
        if (decryptor == null || decryptor.plaintextFile()) {
            throw new UnencryptedFileException("Refusing to read " + path + ", which is not encrypted: " + reason.get()
                    + ". Find out who put it there, and write it encrypted");
        }
        for (BlockMetaData rowGroup : footer.getBlocks()) {
            for (ColumnChunkMetaData chunk : rowGroup.getColumns()) {
                if (!chunk.isEncrypted()) { // encrypted with a key of its own: not decrypted before it is read
                    check(chunk, decryptor, footer.getFileMetaData().getSchema());
                }
            }
        }
    }

    private void check(ColumnChunkMetaData chunk, InternalFileDecryptor decryptor, MessageType schema) {
        if (decryptor.getColumnSetup(chunk.getPath()).isEncrypted()) {
            checkPages(chunk, schema);
        } else if (!place.columns().plaintextAllowed()) {
            throw new UnencryptedFileException("Refusing to read " + path + ", whose column '"
                    + chunk.getPath().toDotString() + "' is not encrypted: " + reason.get()
                    + ". Find out who put it there, and write it encrypted; or set "
                    + KmsProperties.COLUMNS_UNMATCHED + "=plaintext, if files there may have columns in plaintext");
        }
    }

    private void checkPages(ColumnChunkMetaData chunk, MessageType schema) {
        if (!place.columns().plaintextLevels()
                && chunk.getEncodingStats() != null
                && chunk.getEncodingStats().usesV2Pages()
                && Levels.has(schema, chunk.getPath().toArray())) {
            throw new UnencryptedFileException("Refusing to read " + path + ", whose column '"
                    + chunk.getPath().toDotString()
                    + "' has V2 pages: which of its values are null, and how its lists are"
                    + " cut, anybody could have changed. Write it anew with V1 pages, or set "
                    + KmsProperties.PLAINTEXT_LEVELS + "=true if that may be");
        }
    }
}
