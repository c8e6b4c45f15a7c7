package io.parquetkms.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;

/** A file that needs no disk: written once, then read. For one thread. */
final class MemoryFile implements OutputFile, InputFile {

    private final Contents contents = new Contents();

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new PositionOutputStream() {
            @Override
            public long getPos() {
                return contents.size();
            }

            @Override
            public void write(int b) {
                contents.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                contents.write(bytes, offset, length);
            }
        };
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        contents.reset();
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    /** For crypto factories, which Parquet gives no null. */
    @Override
    public String getPath() {
        return "memory:/part-00000.parquet";
    }

    @Override
    public long getLength() {
        return contents.size();
    }

    @Override
    public SeekableInputStream newStream() {
        Position position = contents.open();
        return new DelegatingSeekableInputStream(position) {
            @Override
            public long getPos() {
                return position.get();
            }

            @Override
            public void seek(long newPosition) throws IOException {
                position.set(newPosition);
            }
        };
    }

    /** Its first four bytes, which tell encrypted files from others. */
    String magic() {
        return contents.toString(StandardCharsets.US_ASCII).substring(0, 4);
    }

    private static final class Contents extends ByteArrayOutputStream {

        /** Not a copy. */
        private Position open() {
            return new Position(buf, count);
        }
    }

    private static final class Position extends ByteArrayInputStream {

        private Position(byte[] bytes, int length) {
            super(bytes, 0, length);
        }

        private long get() {
            return pos;
        }

        private void set(long position) {
            pos = Math.toIntExact(position);
        }
    }
}
