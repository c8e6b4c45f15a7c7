package io.parquetkms.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tags in the metadata of Spark's columns, and of the fields of its structs.
 *
 * <p>Source: {@code DataType.json} and {@code StructField} of Spark 3.5 to 4.2.
 *
 * @param source where the schema stands, for messages
 */
record SparkTags(String source) {

    List<Claim> of(String json) {
        List<Claim> claims = new ArrayList<>();
        addType(SchemaJson.parse(json, source), List.of(), claims);
        return claims;
    }

    /** @param type a name, or what a type with others inside consists of */
    private void addType(@Nullable Object type, List<String> path, List<Claim> claims) {
        if (type instanceof Map<?, ?> parts) {
            addType(parts.get("elementType"), plus(path, "element"), claims);
            addType(parts.get("keyType"), plus(path, "key"), claims);
            addType(parts.get("valueType"), plus(path, "value"), claims);
            addType(parts.get("sqlType"), path, claims); // of a user-defined type
            if (parts.get("fields") instanceof List<?> fields) {
                fields.forEach(field -> addField(field, path, claims));
            }
        }
    }

    private void addField(Object field, List<String> parent, List<Claim> claims) {
        if (field instanceof Map<?, ?> parts && parts.get("name") instanceof String name) {
            List<String> path = plus(parent, name);
            if (parts.get("metadata") instanceof Map<?, ?> metadata) {
                Object tag = metadata.get(Tags.NAME);
                if (tag != null) {
                    claims.add(Tags.claim(path, tag, source));
                }
            }
            addType(parts.get("type"), path, claims);
        }
    }

    static List<String> plus(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }
}
