package io.parquetkms.footer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The values of one binary field in a struct of Thrift's compact protocol: found by field ids, whatever else stands there, and given
 * other values. All other bytes stay as they are, those of fields that this version of Parquet doesn't know among them; that is why
 * Parquet's classes don't write again what they have read.
 */
final class Binaries {

    private final byte[] thrift;
    private final int[] path;
    private final CompactProtocol protocol;
    private final List<Span> found = new ArrayList<>();

    /**
     * A value.
     *
     * @param length where its length stands
     * @param from its first byte
     * @param to behind its last byte
     */
    private record Span(int length, int from, int to) {}

    private Binaries(byte[] thrift, int... path) {
        this.thrift = thrift;
        this.path = path;
        this.protocol = new CompactProtocol(thrift);
    }

    /**
     * Finds them, and checks the whole struct.
     *
     * @param thrift a struct, and maybe something behind it
     * @param path field ids; a list of structs on the way stands for each of them
     */
    static Binaries find(byte[] thrift, int... path) throws MalformedFooterException {
        Binaries binaries = new Binaries(thrift, path);
        binaries.struct(0);
        return binaries;
    }

    private void struct(int level) throws MalformedFooterException {
        CompactProtocol.Field field = protocol.field(0);
        while (field.type() != CompactProtocol.STOP) {
            if (field.id() == path[level]) {
                value(field, level + 1);
            } else {
                protocol.skipField(field.type(), level + 1);
            }
            field = protocol.field(field.id());
        }
    }

    private void value(CompactProtocol.Field field, int level) throws MalformedFooterException {
        boolean last = level == path.length;
        if (field.type() == CompactProtocol.BINARY && last) {
            binary();
        } else if (field.type() == CompactProtocol.STRUCT && !last) {
            struct(level);
        } else if (field.type() == CompactProtocol.LIST && !last) {
            structs(level);
        } else {
            throw new MalformedFooterException("field " + field.id() + " is of type " + field.type(), null);
        }
    }

    private void structs(int level) throws MalformedFooterException {
        CompactProtocol.Elements list = protocol.list();
        if (list.type() != CompactProtocol.STRUCT && list.size() > 0) {
            throw new MalformedFooterException("a list of structs holds values of type " + list.type(), null);
        }
        for (int i = 0; i < list.size(); i++) {
            struct(level);
        }
    }

    private void binary() throws MalformedFooterException {
        int length = protocol.position();
        int size = protocol.size();
        int from = protocol.position();
        protocol.skip(size);
        found.add(new Span(length, from, from + size));
    }

    /** How many there are. */
    int count() {
        return found.size();
    }

    /** Behind the struct. */
    int end() {
        return protocol.position();
    }

    /** The struct, and what stands behind it, with other values. */
    byte[] replaced(UnaryOperator<byte[]> change) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream(thrift.length);
        int copied = 0;
        for (Span span : found) {
            changed.write(thrift, copied, span.length - copied);
            write(span, change.apply(Arrays.copyOfRange(thrift, span.from, span.to)), changed);
            copied = span.to;
        }
        changed.write(thrift, copied, thrift.length - copied);
        return changed.toByteArray();
    }

    /** A length that stays is written as it was: it may have more bytes than it needs. */
    private void write(Span span, byte[] value, ByteArrayOutputStream changed) {
        if (value.length == span.to - span.from) {
            changed.write(thrift, span.length, span.from - span.length);
        } else {
            writeSize(value.length, changed);
        }
        changed.writeBytes(value);
    }

    private static void writeSize(int size, ByteArrayOutputStream changed) {
        int rest = size;
        while (rest >= 0x80) {
            changed.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        changed.write(rest);
    }
}
