package io.parquetkms.footer;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A file in memory, which remembers where it was read. */
final class MemoryFile implements InputFile {

    private final byte[] content;
    private final List<Long> reads = new ArrayList<>();

    MemoryFile(byte[] content) {
        this.content = content;
    }

    /** Where each ranged read began. */
    List<Long> reads() {
        return reads;
    }

    @Override
    public long getLength() {
        return content.length;
    }

    @Override
    public SeekableInputStream newStream() {
        ByteArrayInputStream in = new ByteArrayInputStream(content);
        return new DelegatingSeekableInputStream(in) {
            @Override
            public long getPos() {
                return content.length - in.available();
            }

            @Override
            public void seek(long position) throws IOException {
                if (position < 0 || position > content.length) {
                    throw new EOFException();
                }
                reads.add(position);
                in.reset();
                in.skip(position);
            }
        };
    }

    @Override
    public String toString() {
        return "memory:/file";
    }
}
