package io.parquetkms.lake.replace;

import java.io.FilterInputStream;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A temporary file, as a verification reads it: each byte is counted. */
final class CandidateFile implements InputFile {

    private final Storage storage;
    private final Path path;
    private final long length;
    private final Traffic traffic;

    CandidateFile(Storage storage, Path path, Traffic traffic) throws IOException {
        this.storage = storage;
        this.path = path;
        this.traffic = traffic;
        length = storage.state(path).status().getLen();
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        FSDataInputStream stream = storage.open(path);
        return new DelegatingSeekableInputStream(new Counted(stream, traffic)) {
            @Override
            public long getPos() throws IOException {
                return stream.getPos();
            }

            @Override
            public void seek(long position) throws IOException {
                stream.seek(position);
            }
        };
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private static final class Counted extends FilterInputStream {

        private final Traffic traffic;

        Counted(FSDataInputStream stream, Traffic traffic) {
            super(stream);
            this.traffic = traffic;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            traffic.read(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            traffic.read(Math.max(0, read));
            return read;
        }
    }
}
