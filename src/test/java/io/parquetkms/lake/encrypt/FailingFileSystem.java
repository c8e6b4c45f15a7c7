package io.parquetkms.lake.encrypt;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Local files, of which one call fails: opening, reading, writing, closing or asking. */
public final class FailingFileSystem extends RawLocalFileSystem {

    private static final ThreadLocal<Integer> LEFT = ThreadLocal.withInitial(() -> Integer.MAX_VALUE);

    /** Does something in which one call fails, if it comes so far. */
    static <T> T after(int calls, Callable<T> work) throws Exception {
        LEFT.set(calls);
        try {
            return work.call();
        } finally {
            LEFT.remove();
        }
    }

    private static void step() throws IOException {
        int left = LEFT.get();
        LEFT.set(left - 1);
        if (left == 0) {
            throw new IOException("disk failure");
        }
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        step();
        return new FSDataInputStream(new Input(super.open(path, bufferSize)));
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        step();
        FSDataOutputStream out =
                super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
        return new FSDataOutputStream(new Output(out), null);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        step();
        return super.getFileStatus(path);
    }

    private static final class Output extends FilterOutputStream {

        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            step();
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
            step();
        }
    }

    private static final class Input extends FSInputStream {

        private final FSDataInputStream in;

        Input(FSDataInputStream in) {
            this.in = in;
        }

        @Override
        public void seek(long position) throws IOException {
            step();
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            step();
            return in.read(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
