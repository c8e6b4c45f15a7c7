package io.parquetkms.lake.replace.s3;

import io.parquetkms.lake.replace.Traffic;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** What an object will be: its beginning, which stays and is read where it is asked for, and the end, which is here. */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
record NewEnd(S3Object object, long kept, byte[] end, Traffic traffic) implements InputFile {

    /** A verification reads samples, each by one request. */
    private static final int READ_AHEAD = 1 << 16;

    @Override
    public long getLength() {
        return kept + end.length;
    }

    @Override
    public SeekableInputStream newStream() {
        Stream stream = new Stream();
        return new DelegatingSeekableInputStream(stream) {
            @Override
            public long getPos() {
                return stream.position;
            }

            @Override
            public void seek(long position) {
                stream.position = position;
            }
        };
    }

    @Override
    public String toString() {
        return object.bucket().path(object.key());
    }

    private final class Stream extends InputStream {

        private long position;
        private long bufferStart;
        private byte[] buffer = new byte[0];

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position >= getLength()) {
                return -1;
            }
            if (position < 0) {
                throw new EOFException("Position " + position);
            }
            int read = position < kept ? readKept(bytes, offset, length) : readEnd(bytes, offset, length);
            position += read;
            return read;
        }

        private int readEnd(byte[] bytes, int offset, int length) {
            int from = (int) (position - kept);
            int read = Math.min(length, end.length - from);
            System.arraycopy(end, from, bytes, offset, read);
            return read;
        }

        private int readKept(byte[] bytes, int offset, int length) throws IOException {
            if (position < bufferStart || position >= bufferStart + buffer.length) {
                int wanted = (int) Math.min(kept - position, Math.max(length, READ_AHEAD));
                buffer = object.bucket().read(object.key(), object.etag(), position, wanted, traffic);
                bufferStart = position;
            }
            int from = (int) (position - bufferStart);
            int read = Math.min(length, buffer.length - from);
            System.arraycopy(buffer, from, bytes, offset, read);
            return read;
        }
    }
}
