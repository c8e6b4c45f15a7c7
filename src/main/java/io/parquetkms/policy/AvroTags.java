package io.parquetkms.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags among the properties of Avro's fields, and of their types.
 *
 * <p>Source: Avro's specification of schemas, and {@code AvroSchemaConverter} of parquet-avro for what becomes of unions.
 */
final class AvroTags {

    /** The types that have others inside, or names of their own; a type of the schema may be called so, too. */
    private static final Set<String> COMPLEX = Set.of("record", "error", "enum", "fixed", "array", "map");

    private final String source;
    private final Map<String, Map<?, ?>> named = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final List<Claim> claims = new ArrayList<>();

    /** @param source where the schema stands, for messages */
    AvroTags(String source) {
        this.source = source;
    }

    List<Claim> of(String json) {
        addType(SchemaJson.parse(json, source), List.of(), "");
        return claims;
    }

    /** @param space the namespace that it stands in */
    private void addType(@Nullable Object type, List<String> path, String space) {
        if (type instanceof List<?> union) {
            addUnion(union, path, space);
        } else if (type instanceof String name) {
            Map<?, ?> definition = named.get(fullName(name, space));
            if (definition != null) {
                addParts(definition, path, space);
            }
        } else if (type instanceof Map<?, ?> parts) {
            addParts(parts, path, space);
        }
    }

    private void addParts(Map<?, ?> parts, List<String> path, String parentSpace) {
        addTag(parts, path);
        String name = parts.get("name") instanceof String own ? own : null;
        String space = parts.get("namespace") instanceof String own ? own : parentSpace;
        String fullName = name == null ? "" : fullName(name, space);
        if (name != null) {
            named.put(fullName, parts);
        }
        if (parts.get("fields") instanceof List<?> fields) {
            addFields(fields, path, fullName);
        } else {
            addType(parts.get("items"), SparkTags.plus(path, "element"), parentSpace);
            addType(parts.get("values"), SparkTags.plus(path, "value"), parentSpace);
            Object type = parts.get("type");
            addType(type instanceof String kind && COMPLEX.contains(kind) ? null : type, path, parentSpace);
        }
    }

    /** A record in itself can't be written to Parquet; it must not keep this from ending. */
    private void addFields(List<?> fields, List<String> path, String record) {
        if (open.add(record)) {
            fields.forEach(field -> addField(field, path, record.substring(0, Math.max(0, record.lastIndexOf('.')))));
            open.remove(record);
        }
    }

    private void addField(Object field, List<String> parent, String space) {
        if (field instanceof Map<?, ?> parts
                && parts.get("name") instanceof String name
                && !"null".equals(parts.get("type"))) { // which Parquet has no column for
            List<String> path = SparkTags.plus(parent, name);
            addTag(parts, path);
            addType(parts.get("type"), path, space);
        }
    }

    /** Of several types, each becomes an optional field of a group; one that may be null is just that. */
    private void addUnion(List<?> union, List<String> path, String space) {
        List<?> types = union.stream().filter(type -> !"null".equals(type)).toList();
        if (types.size() == 1 && union.size() > 1) {
            addType(types.get(0), path, space);
        } else {
            for (int i = 0; i < types.size(); i++) {
                addType(types.get(i), SparkTags.plus(path, "member" + i), space);
            }
        }
    }

    private void addTag(Map<?, ?> parts, List<String> path) {
        Object tag = parts.get(Tags.NAME);
        if (tag != null) {
            claims.add(Tags.claim(path, tag, source));
        }
    }

    private static String fullName(String name, String space) {
        return name.indexOf('.') >= 0 || space.isEmpty() ? name : space + "." + name;
    }
}
