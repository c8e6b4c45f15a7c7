package io.parquetkms.lake.encrypt;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Thrift struct, by its fields' numbers, whatever they mean: what this Parquet doesn't know of a newer one's metadata stays in it.
 * Changed in place. For one thread.
 */
final class Struct {

    /**
     * A value.
     *
     * @param type as the compact protocol has it: {@link Compact}
     * @param value {@code Boolean}, {@code Long}, {@code byte[]}, {@link Values}, {@code Struct}
     */
    record Value(int type, Object value) {}

    /** A list, a set, or a map, whose keys and values take turns. */
    record Values(int keyType, int type, List<Object> values) {}

    private final TreeMap<Integer, Value> fields = new TreeMap<>();

    Map<Integer, Value> fields() {
        return fields;
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    void remove(int field) {
        fields.remove(field);
    }

    /** Keeps no others. */
    void retain(List<Integer> kept) {
        fields.keySet().retainAll(kept);
    }

    /** A copy, whose fields can be changed apart; their values can't. */
    Struct copy() {
        Struct copy = new Struct();
        copy.fields.putAll(fields);
        return copy;
    }

    long number(int field) throws MalformedFileException {
        return value(field, Long.class);
    }

    long number(int field, long otherwise) throws MalformedFileException {
        return has(field) ? number(field) : otherwise;
    }

    void setLong(int field, long value) {
        fields.put(field, new Value(Compact.I64, value));
    }

    void setInt(int field, int value) {
        fields.put(field, new Value(Compact.I32, (long) value));
    }

    void setShort(int field, int value) {
        fields.put(field, new Value(Compact.I16, (long) value));
    }

    byte[] binary(int field) throws MalformedFileException {
        return value(field, byte[].class);
    }

    byte @Nullable [] binaryIfAny(int field) throws MalformedFileException {
        return has(field) ? binary(field) : null;
    }

    void setBinary(int field, byte[] value) {
        fields.put(field, new Value(Compact.BINARY, value));
    }

    Struct struct(int field) throws MalformedFileException {
        return value(field, Struct.class);
    }

    void setStruct(int field, Struct value) {
        fields.put(field, new Value(Compact.STRUCT, value));
    }

    void setStructs(int field, List<Struct> values) {
        fields.put(field, new Value(Compact.LIST, new Values(0, Compact.STRUCT, List.copyOf(values))));
    }

    void setBinaries(int field, List<byte[]> values) {
        fields.put(field, new Value(Compact.LIST, new Values(0, Compact.BINARY, List.copyOf(values))));
    }

    /** Its members; none where the field is not there. */
    List<Struct> structs(int field) throws MalformedFileException {
        return list(field, Struct.class);
    }

    List<byte[]> binaries(int field) throws MalformedFileException {
        return list(field, byte[].class);
    }

    private <T> List<T> list(int field, Class<T> type) throws MalformedFileException {
        if (!has(field)) {
            return List.of();
        }
        List<Object> values = value(field, Values.class).values();
        if (!values.stream().allMatch(type::isInstance)) {
            throw new MalformedFileException("field " + field + " of its metadata is of another type");
        }
        return values.stream().map(type::cast).toList();
    }

    private <T> T value(int field, Class<T> type) throws MalformedFileException {
        Value found = fields.get(field);
        if (found == null || !type.isInstance(found.value())) {
            throw new MalformedFileException(
                    "field " + field + " of its metadata is " + (found == null ? "missing" : "of another type"));
        }
        return type.cast(found.value());
    }
}
