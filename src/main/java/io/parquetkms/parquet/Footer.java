package io.parquetkms.parquet;

import io.parquetkms.process.KmsRuntime;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.crypto.FileDecryptionProperties;
import org.apache.parquet.crypto.KeyAccessDeniedException;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Reads footers before their readers do. */
final class Footer {

    private Footer() {}

    /**
     * Reads one; decrypts it, or verifies its signature.
     *
     * @param keys of its reader
     */
    static ParquetMetadata read(Configuration configuration, FileStatus status, FileKeys keys) throws IOException {
        FileDecryptionProperties decryption = FileDecryptionProperties.builder()
                .withKeyRetriever(keys.forAnotherReader()::unwrap)
                .withPlaintextFilesAllowed()
                .build();
        HadoopInputFile file = HadoopInputFile.fromStatus(status, configuration);
        HadoopReadOptions.Builder options = HadoopReadOptions.builder(configuration);
        try (SeekableInputStream in = file.newStream()) {
            // with properties of their own, the options don't ask the factory again
            return ParquetFileReader.readFooter(
                    file, options.withDecryption(decryption).build(), in);
        }
    }

    /**
     * Whether the caller is denied the footer's key. An encrypted footer can then not be read. But one in plaintext is, by any
     * reader without this library; with it Parquet would insist on the signature, and hide the columns that are in plaintext, too.
     *
     * <p>Looks at one file of each dataset; where one was denied, at all. A planted file so can't leave others unverified. One that can't
     * be read at all says nothing, and counts as not denied.
     */
    static boolean isDenied(Configuration configuration, Path path, FileKeys keys) {
        if (!keys.mayBeDeniedFooter()) {
            return false;
        }
        try {
            read(configuration, path.getFileSystem(configuration).getFileStatus(path), keys);
            keys.wasNotDeniedFooter();
            return false;
        } catch (KeyAccessDeniedException e) {
            KmsRuntime.warnOnce(
                    "Footers in " + keys.dataset()
                            + " that are in plaintext are read without looking at their signature: this role is denied their key");
            return true;
        } catch (IOException | RuntimeException e) { // the reader will find the same, and can tell its own caller
            keys.wasNotDeniedFooter();
            return false;
        }
    }
}
