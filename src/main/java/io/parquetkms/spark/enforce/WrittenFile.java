package io.parquetkms.spark.enforce;

import io.parquetkms.policy.TaskFiles;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.format.Util;

/**
 * A file that a task has written, looked at as it is.
 *
 * <table>
 * <caption>The last bytes of Parquet files</caption>
 * <tr><td>encrypted footer</td><td>{@code length PARE}</td></tr>
 * <tr><td>plaintext footer</td><td>{@code FileMetaData length PAR1}; encrypted if field 8, the algorithm, is set</td></tr>
 * </table>
 */
final class WrittenFile {

    private static final int TAIL = 8;
    private static final int MAX_FOOTER = 1 << 30;

    private WrittenFile() {}

    /**
     * Whether it is encrypted. S3A's magic committer shows no file, or an empty one in its place, before the job commits: there it counts
     * whether the crypto factory gave keys to the file's writer.
     */
    static boolean mayBeCommitted(Configuration configuration, Path path) {
        try {
            FileStatus status = path.getFileSystem(configuration).getFileStatus(path);
            if (status.getLen() == 0) {
                return TaskFiles.hasKeys(path);
            }
            try (FSDataInputStream in = open(configuration, status)) {
                return isEncrypted(in, status.getLen());
            }
        } catch (FileNotFoundException e) {
            return TaskFiles.hasKeys(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look whether " + path + " is encrypted", e);
        }
    }

    /** Object stores then don't ask for the status again, and fetch no more than is read. */
    private static FSDataInputStream open(Configuration configuration, FileStatus status) throws IOException {
        Path path = status.getPath();
        return FutureIO.awaitFuture(path.getFileSystem(configuration)
                .openFile(path)
                .withFileStatus(status)
                .opt("fs.option.openfile.read.policy", "random")
                .build());
    }

    private static boolean isEncrypted(FSDataInputStream in, long length) throws IOException {
        if (length < TAIL + 4) {
            return false;
        }
        byte[] tail = new byte[TAIL];
        in.readFully(length - TAIL, tail);
        String magic = new String(tail, 4, 4, StandardCharsets.US_ASCII);
        if (!magic.equals("PAR1")) {
            return magic.equals("PARE");
        }
        int size = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (size < 0 || size > MAX_FOOTER || size > length - TAIL) {
            return false;
        }
        byte[] footer = new byte[size];
        in.readFully(length - TAIL - size, footer);
        return Util.readFileMetaData(new ByteArrayInputStream(footer)).isSetEncryption_algorithm();
    }
}
