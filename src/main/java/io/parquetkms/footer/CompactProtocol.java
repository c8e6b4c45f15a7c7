package io.parquetkms.footer;

/**
 * Walks through bytes of Thrift's compact protocol, of any struct, and knows where it is. Every size is checked against the bytes that
 * are there, and the depth is bounded. (Parquet's jar holds Thrift's own
 * reader under another package name, and without the transport from memory that would know these bytes.)
 *
 * <p>Source: {@code thrift-compact-protocol.md} of Apache Thrift.
 */
final class CompactProtocol {

    static final int STOP = 0;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int STRUCT = 12;

    private static final int TRUE = 1;
    private static final int FALSE = 2;
    private static final int BYTE = 3;
    private static final int I16 = 4;
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int DOUBLE = 7;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int UUID = 13;

    /** Far more than Parquet's own structs have. */
    private static final int MAX_DEPTH = 64;

    /** A list's header has its size in 4 bits, or this and the size behind. */
    private static final int LONG_LIST = 15;

    /** A varint of 64 bits. */
    private static final int MAX_VARINT = 10;

    private final byte[] bytes;
    private int position;

    /** At the first field of a struct. */
    CompactProtocol(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Of the next byte. */
    int position() {
        return position;
    }

    /**
     * A field's header.
     *
     * @param id of the field
     * @param type of its value; {@link #STOP}: the struct ends here
     */
    record Field(int id, int type) {}

    /** The next field of a struct. */
    Field field(int idBefore) throws MalformedFooterException {
        int header = unsigned();
        int type = header & 0x0f;
        if (type == STOP) {
            return new Field(idBefore, STOP);
        }
        int delta = header >> 4;
        return new Field(delta == 0 ? zigzag(varint()) : idBefore + delta, type);
    }

    private static int zigzag(long value) {
        return (int) (value >>> 1) ^ -(int) (value & 1);
    }

    /**
     * A container's header.
     *
     * @param size how many elements
     * @param type of each
     */
    record Elements(int size, int type) {}

    /** Of a list or a set. Each element has at least one byte. */
    Elements list() throws MalformedFooterException {
        int header = unsigned();
        int size = header >> 4;
        return new Elements(size == LONG_LIST ? size() : within(size), header & 0x0f);
    }

    /** The length of a binary value, or the number of elements: never more than there are bytes. */
    int size() throws MalformedFooterException {
        return within(varint());
    }

    private int within(long size) throws MalformedFooterException {
        if (size < 0 || size > bytes.length - position) {
            throw malformed("something has a size of " + size + ", and " + (bytes.length - position) + " bytes follow");
        }
        return (int) size;
    }

    private long varint() throws MalformedFooterException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT; i++) {
            int next = unsigned();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                return value;
            }
        }
        throw malformed("a number has no end");
    }

    private int unsigned() throws MalformedFooterException {
        within(1);
        return bytes[position++] & 0xff;
    }

    /** Goes on behind bytes. */
    void skip(int count) throws MalformedFooterException {
        position += within(count);
    }

    /** Goes on behind a field's value. */
    void skipField(int type, int depth) throws MalformedFooterException {
        if (type != TRUE && type != FALSE) { // which stand in the header
            skipValue(type, depth);
        }
    }

    private void skipValue(int type, int depth) throws MalformedFooterException {
        if (depth > MAX_DEPTH) {
            throw malformed("it nests deeper than " + MAX_DEPTH);
        }
        switch (type) {
            case TRUE, FALSE, BYTE -> skip(1);
            case I16, I32, I64 -> varint();
            case DOUBLE -> skip(8);
            case BINARY -> skip(size());
            case LIST, SET -> skipList(depth + 1);
            case MAP -> skipMap(depth + 1);
            case STRUCT -> skipStruct(depth + 1);
            case UUID -> skip(16);
            default -> throw malformed("it has a value of unknown type " + type);
        }
    }

    private void skipList(int depth) throws MalformedFooterException {
        Elements list = list();
        for (int i = 0; i < list.size(); i++) {
            skipValue(list.type(), depth);
        }
    }

    private void skipMap(int depth) throws MalformedFooterException {
        int size = size();
        int types = size == 0 ? 0 : unsigned();
        for (int i = 0; i < size; i++) {
            skipValue(types >> 4, depth);
            skipValue(types & 0x0f, depth);
        }
    }

    private void skipStruct(int depth) throws MalformedFooterException {
        for (Field field = field(0); field.type() != STOP; field = field(field.id())) {
            skipField(field.type(), depth);
        }
    }

    private MalformedFooterException malformed(String why) {
        return new MalformedFooterException(why + " (at byte " + position + " of " + bytes.length + ")", null);
    }
}
