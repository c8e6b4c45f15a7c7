package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import org.apache.hadoop.fs.FileStatus;

/**
 * What a file was at some time.
 *
 * @param status as its file system has it
 * @param identity of this very file: what a file written anew under its name does not have
 */
record FileState(FileStatus status, Object identity) {

    boolean is(LakeFile listed) {
        return status.getLen() == listed.length() && status.getModificationTime() == listed.modified();
    }

    boolean isStill(FileState now) {
        return status.getLen() == now.status.getLen()
                && status.getModificationTime() == now.status.getModificationTime()
                && identity.equals(now.identity);
    }
}
