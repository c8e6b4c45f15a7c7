package io.parquetkms.lake.encrypt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.crypto.ModuleCipherFactory;
import org.apache.parquet.crypto.ModuleCipherFactory.ModuleType;
import org.apache.parquet.format.BlockCipher;
import org.apache.parquet.io.SeekableInputStream;

/** Reads modules from a place in a file on, and knows where it stands. For one thread. */
final class ModuleInput extends InputStream {

    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private long position;

    private ModuleInput(InputStream in, long position) {
        this.in = in;
        this.position = position;
    }

    static ModuleInput at(SeekableInputStream file, long position) throws IOException {
        if (position < 0) {
            throw new MalformedFileException("its metadata names offset " + position);
        }
        file.seek(position);
        return new ModuleInput(new BufferedInputStream(file, BUFFER), position);
    }

    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        if (read >= 0) {
            position++;
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        if (read > 0) {
            position += read;
        }
        return read;
    }

    byte[] exactly(long length) throws IOException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new MalformedFileException("it claims to have " + length + " bytes at " + position);
        }
        long at = position;
        byte[] bytes = readNBytes((int) length);
        if (bytes.length < length) {
            throw new MalformedFileException("it ends before the " + length + " bytes that should stand at " + at);
        }
        return bytes;
    }

    /** A struct, decrypted where it is encrypted. */
    Struct struct(Modules<BlockCipher.Decryptor> modules, ModuleType type, int page) throws IOException {
        return modules.encrypted() ? Compact.read(Modules.opened(modules, type, page, sealed())) : Compact.read(this);
    }

    /** An encrypted module, with its length in front. */
    byte[] sealed() throws IOException {
        byte[] length = exactly(ModuleCipherFactory.SIZE_LENGTH);
        byte[] body = exactly(BytesUtils.bytesToInt(length));
        byte[] module = new byte[length.length + body.length];
        System.arraycopy(length, 0, module, 0, length.length);
        System.arraycopy(body, 0, module, length.length, body.length);
        return module;
    }
}
