package io.parquetkms.lake.encrypt;

import io.parquetkms.lake.encrypt.Struct.Value;
import io.parquetkms.lake.encrypt.Struct.Values;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Thrift's compact protocol, in which Parquet's metadata stands, without knowing what it says: read into a tree, and written again.
 * {@code footer} has a reader of its own that only finds spans of bytes and leaves all others as they are, which keeps a file's size when
 * one text in it changes. Here offsets and sizes of each page change, structs come and go, and pages' headers are read from a stream
 * whose length nobody knows before.
 */
final class Compact {

    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int I16 = 4;
    static final int I32 = 5;
    static final int I64 = 6;
    static final int DOUBLE = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int SET = 10;
    static final int MAP = 11;
    static final int STRUCT = 12;
    static final int UUID = 13;

    private static final int LONG_LIST = 15;
    private static final int MAX_DEPTH = 64;
    private static final int DOUBLE_LENGTH = 8;
    private static final int UUID_LENGTH = 16;

    private Compact() {}

    /** From where a stream stands: it stands behind the struct then. */
    static Struct read(InputStream in) throws IOException {
        return struct(in, 0);
    }

    static Struct read(byte[] bytes) throws IOException {
        return read(new ByteArrayInputStream(bytes));
    }

    static byte[] write(Struct struct) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, struct);
        return out.toByteArray();
    }

    private static Struct struct(InputStream in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new MalformedFileException("its metadata is nested too deeply");
        }
        Struct struct = new Struct();
        int field = 0;
        for (int header = next(in); header != 0; header = next(in)) {
            int delta = header >>> 4;
            field = delta == 0 ? (short) zigzag(in) : field + delta;
            int type = header & 0xF;
            struct.fields().put(field, new Value(type, value(in, type, depth + 1)));
        }
        return struct;
    }

    private static Object value(InputStream in, int type, int depth) throws IOException {
        return switch (type) {
            case TRUE -> true;
            case FALSE -> false;
            default -> element(in, type, depth);
        };
    }

    /** A flag in a list has a byte of its own. */
    private static Object element(InputStream in, int type, int depth) throws IOException {
        return switch (type) {
            case TRUE, FALSE -> next(in) == TRUE;
            case BYTE -> (long) (byte) next(in);
            case I16, I32, I64 -> zigzag(in);
            case DOUBLE -> bytes(in, DOUBLE_LENGTH);
            case UUID -> bytes(in, UUID_LENGTH);
            case BINARY -> bytes(in, varint(in));
            case LIST, SET -> list(in, depth);
            case MAP -> map(in, depth);
            case STRUCT -> struct(in, depth);
            default -> throw new MalformedFileException("its metadata has a value of type " + type);
        };
    }

    private static Values list(InputStream in, int depth) throws IOException {
        int header = next(in);
        int type = header & 0xF;
        long size = (long) header >>> 4;
        if (size == LONG_LIST) {
            size = varint(in);
        }
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            values.add(element(in, type, depth));
        }
        return new Values(0, type, values);
    }

    private static Values map(InputStream in, int depth) throws IOException {
        long size = varint(in);
        int types = size == 0 ? 0 : next(in);
        List<Object> values = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            values.add(element(in, types >>> 4, depth));
            values.add(element(in, types & 0xF, depth));
        }
        return new Values(types >>> 4, types & 0xF, values);
    }

    private static int next(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("Its metadata ends too early");
        }
        return next;
    }

    /** Takes no more memory than there are bytes, whatever length a file claims. */
    private static byte[] bytes(InputStream in, long length) throws IOException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw new MalformedFileException("its metadata has a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("Its metadata ends too early");
        }
        return bytes;
    }

    private static long zigzag(InputStream in) throws IOException {
        long value = varint(in);
        return (value >>> 1) ^ -(value & 1);
    }

    private static long varint(InputStream in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = next(in);
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedFileException("its metadata has a number that is too long");
    }

    private static void write(ByteArrayOutputStream out, Struct struct) {
        int last = 0;
        for (Map.Entry<Integer, Value> field : struct.fields().entrySet()) {
            int type = field.getValue().type();
            int delta = field.getKey() - last;
            if (delta > 0 && delta < 16) {
                out.write(delta << 4 | type);
            } else {
                out.write(type);
                writeZigzag(out, field.getKey());
            }
            if (type != TRUE && type != FALSE) {
                writeElement(out, type, field.getValue().value());
            }
            last = field.getKey();
        }
        out.write(0);
    }

    private static void writeElement(ByteArrayOutputStream out, int type, Object value) {
        switch (type) {
            case TRUE, FALSE -> out.write((Boolean) value ? TRUE : FALSE);
            case BYTE -> out.write(((Long) value).byteValue());
            case I16, I32, I64 -> writeZigzag(out, (Long) value);
            case DOUBLE, UUID -> out.writeBytes((byte[]) value);
            case BINARY -> {
                writeVarint(out, ((byte[]) value).length);
                out.writeBytes((byte[]) value);
            }
            case MAP -> writeMap(out, (Values) value);
            case STRUCT -> write(out, (Struct) value);
            default -> writeList(out, (Values) value);
        }
    }

    private static void writeList(ByteArrayOutputStream out, Values list) {
        int size = list.values().size();
        out.write(Math.min(size, LONG_LIST) << 4 | list.type());
        if (size >= LONG_LIST) {
            writeVarint(out, size);
        }
        list.values().forEach(value -> writeElement(out, list.type(), value));
    }

    private static void writeMap(ByteArrayOutputStream out, Values map) {
        int size = map.values().size() / 2;
        writeVarint(out, size);
        if (size > 0) {
            out.write(map.keyType() << 4 | map.type());
        }
        for (int i = 0; i < 2 * size; i += 2) {
            writeElement(out, map.keyType(), map.values().get(i));
            writeElement(out, map.type(), map.values().get(i + 1));
        }
    }

    private static void writeZigzag(ByteArrayOutputStream out, long value) {
        writeVarint(out, (value << 1) ^ (value >> 63));
    }

    private static void writeVarint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
