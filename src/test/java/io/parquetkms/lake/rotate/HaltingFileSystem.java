package io.parquetkms.lake.rotate;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files, at one of whose operations the JVM halts: at once, without shutdown hooks and {@code finally}, as a killed one does. */
public final class HaltingFileSystem extends LocalFileSystem {

    static final int EXIT_CODE = 137;

    private static final AtomicInteger DONE = new AtomicInteger();
    private static volatile int haltsAt = Integer.MAX_VALUE;

    static void haltAt(int operation) {
        haltsAt = operation;
    }

    static int operations() {
        return DONE.get();
    }

    private static void step() {
        if (DONE.incrementAndGet() == haltsAt) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Override
    public FileStatus getFileStatus(Path file) throws IOException {
        step();
        return super.getFileStatus(file);
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        step();
        return super.open(file, bufferSize);
    }

    @Override
    public FSDataOutputStream create(
            Path file,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        step();
        FSDataOutputStream out =
                super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
        step();
        return out;
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        step();
        boolean renamed = super.rename(from, to);
        step();
        return renamed;
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
        step();
        return super.delete(file, recursive);
    }
}
