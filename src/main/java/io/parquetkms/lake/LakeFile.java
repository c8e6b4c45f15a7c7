package io.parquetkms.lake;

import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file as it was listed.
 *
 * @param path whole, with scheme and authority
 * @param length in bytes
 * @param modified in milliseconds since 1970
 */
public record LakeFile(String path, long length, long modified) implements Serializable {

    static LakeFile of(FileStatus status) {
        return new LakeFile(status.getPath().toString(), status.getLen(), status.getModificationTime());
    }

    /** As Hadoop has it. */
    public Path hadoopPath() {
        return new Path(path);
    }
}
