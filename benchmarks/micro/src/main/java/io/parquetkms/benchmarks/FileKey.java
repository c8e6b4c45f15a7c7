package io.parquetkms.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.crypto.ColumnEncryptionProperties;
import org.apache.parquet.crypto.DecryptionKeyRetriever;
import org.apache.parquet.crypto.FileEncryptionProperties;

/**
 * A data key of a file that is about to be written, and the key metadata that lets a reader find it again.
 *
 * @param bytes as given to Parquet, not copied
 * @param metadata as it will stand in the file, not copied
 */
record FileKey(byte[] bytes, byte[] metadata) {

    /** The footer's first: stock key tools learn from it which KMS to ask. */
    static List<FileKey> allOf(FileEncryptionProperties file) {
        List<FileKey> keys = new ArrayList<>();
        keys.add(new FileKey(file.getFooterKey(), file.getFooterKeyMetadata()));
        for (ColumnEncryptionProperties column : file.getEncryptedColumns().values()) {
            keys.add(new FileKey(column.getKeyBytes(), column.getKeyMetaData()));
        }
        return keys;
    }

    static void checkDistinct(List<FileKey> keys, int expected) {
        long distinct = keys.stream()
                .map(key -> Arrays.toString(key.bytes()))
                .distinct()
                .count();
        if (distinct != expected) {
            throw new AssertionError(distinct + " distinct keys instead of " + expected);
        }
    }

    static void checkRead(List<FileKey> keys, DecryptionKeyRetriever reader) {
        for (FileKey key : keys) {
            if (!Arrays.equals(key.bytes(), reader.getKey(key.metadata()))) {
                throw new AssertionError("A key was read back with other bytes");
            }
        }
    }
}
