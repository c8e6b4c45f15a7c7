package io.parquetkms.lake.replace;

import io.parquetkms.lake.LakeFile;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Gives files of one file system another content. A reader finds the old one or the new one, whole, at any time, and whatever happens
 * to this process. Safe on any thread.
 */
public interface Replacement {

    /**
     * Replaces what stands at a file's end; what stands before it is not touched, and where the file system can do so not even copied
     * through this process.
     *
     * @param file as it was listed, or read: if it is another one by now, nothing is done
     * @param kept how many bytes of its beginning stay
     * @param tail what follows them
     * @param verification asked before the new content takes the file's place
     * @throws FileChangedException if the file is not what it was
     */
    Replaced tail(LakeFile file, long kept, byte[] tail, Verification verification) throws IOException;

    /**
     * Replaces a file by another that was written for it, which is gone then.
     *
     * @param written at {@link #temporary}
     */
    Replaced whole(LakeFile file, Path written, Verification verification) throws IOException;

    /** Where to write what will replace a file: hidden from readers, the same for each attempt of one run. */
    Path temporary(LakeFile file) throws IOException;

    /**
     * Removes what earlier attempts of this run may have left behind for a file, and brings the file back if one that was forced left it
     * set aside. To be called before the next attempt, and for each file of a run that is given up.
     */
    void clean(LakeFile file) throws IOException;
}
