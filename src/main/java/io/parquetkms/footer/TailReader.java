package io.parquetkms.footer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * The end of a file, by at most two ranged reads: the last bytes, and what of the footer they don't hold.
 *
 * <p>A file ends with its footer, the footer's length in 4 bytes, least first, and {@code PAR1} or {@code PARE}; it begins with the
 * same 4 bytes.
 */
final class TailReader {

    static final String PLAINTEXT = "PAR1";
    static final String ENCRYPTED = "PARE";

    /** Length and magic. */
    static final int TRAILER = 8;

    private static final int MAGIC = 4;

    /** Meant to hold most footers. */
    private static final int FIRST_READ = 64 * 1024;

    /** A bound on what a file can make this allocate. */
    private static final int MAX_FOOTER = 100 * 1024 * 1024;

    private final InputFile file;
    private final long length;
    private final SeekableInputStream input;

    private TailReader(InputFile file, SeekableInputStream input) throws IOException {
        this.file = file;
        this.input = input;
        length = file.getLength();
    }

    /** Footer, length, magic. */
    static byte[] read(InputFile file) throws IOException {
        try (SeekableInputStream input = file.newStream()) {
            return new TailReader(file, input).read();
        }
    }

    private byte[] read() throws IOException {
        byte[] last = read(Math.max(0, length - FIRST_READ), length);
        if (length < MAGIC + TRAILER || !isMagic(last, last.length - MAGIC)) {
            throw refusal(last);
        }
        int tail = footerLength(last) + TRAILER;
        if (tail <= last.length) {
            return Arrays.copyOfRange(last, last.length - tail, last.length);
        }
        byte[] rest = read(length - tail, length - last.length);
        byte[] whole = Arrays.copyOf(rest, tail);
        System.arraycopy(last, 0, whole, rest.length, last.length);
        return whole;
    }

    private byte[] read(long from, long to) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(to - from)];
        input.seek(from);
        input.readFully(bytes);
        return bytes;
    }

    private int footerLength(byte[] last) throws IOException {
        int footer = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt(last.length - TRAILER);
        if (footer <= 0 || footer > length - MAGIC - TRAILER) {
            throw new MalformedFooterException("its length is " + footer + " bytes, and the file has " + length, null);
        }
        if (footer > MAX_FOOTER) {
            throw new MalformedFooterException(
                    "its length is " + footer + " bytes (at most " + MAX_FOOTER + " are read)", null);
        }
        return footer;
    }

    private IOException refusal(byte[] last) throws IOException {
        byte[] first = last.length == length ? last : read(0, MAGIC);
        return isMagic(first, 0)
                ? new IncompleteFileException(
                        file + " is incomplete: it begins as a Parquet file and doesn't end as one."
                                + " It was cut off, or is still being written")
                : new NotParquetException(file + " is no Parquet file: of its " + length
                        + " bytes the last four are neither PAR1 nor PARE");
    }

    private static boolean isMagic(byte[] bytes, int at) {
        String magic = bytes.length < MAGIC ? "" : magic(bytes, at);
        return magic.equals(PLAINTEXT) || magic.equals(ENCRYPTED);
    }

    static String magic(byte[] bytes, int at) {
        return new String(bytes, at, MAGIC, StandardCharsets.ISO_8859_1);
    }
}
