package io.parquetkms.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The variants of a schema. A variant is one value in several leaves: {@code metadata}, {@code value}, and below
 * {@code typed_value} whatever its writer shreds out of it, which nobody can know before it has seen the rows.
 *
 * <p>Source: {@code VariantEncoding.md} and {@code VariantShredding.md} of parquet-format. The annotation is younger than the
 * encoding and than the oldest Parquet that this runs on, so the shape counts, too.
 */
final class Variants {

    private static final Set<String> FIELDS = Set.of("metadata", "value", "typed_value");

    private final Map<ColumnPath, List<ColumnPath>> leaves = new LinkedHashMap<>();

    private Variants() {}

    static Variants of(MessageType schema) {
        Variants variants = new Variants();
        schema.getFields().forEach(field -> variants.find(field, List.of()));
        return variants;
    }

    /** The leaves of each, by the path of its group. */
    Map<ColumnPath, List<ColumnPath>> leaves() {
        return leaves;
    }

    private void find(Type type, List<String> parent) {
        if (type.isPrimitive()) {
            return;
        }
        List<String> path = plus(parent, type.getName());
        GroupType group = type.asGroupType();
        if (isVariant(group)) {
            List<ColumnPath> found = new ArrayList<>();
            addLeaves(group, path, found);
            leaves.put(columnPath(path), found);
        } else {
            group.getFields().forEach(field -> find(field, path));
        }
    }

    private static void addLeaves(GroupType group, List<String> path, List<ColumnPath> found) {
        for (Type field : group.getFields()) {
            List<String> own = plus(path, field.getName());
            if (field.isPrimitive()) {
                found.add(columnPath(own));
            } else {
                addLeaves(field.asGroupType(), own, found);
            }
        }
    }

    private static boolean isVariant(GroupType group) {
        return isAnnotated(group)
                || (isBytes(group, "metadata")
                        && (isBytes(group, "value") || group.containsField("typed_value"))
                        && group.getFields().stream().map(Type::getName).allMatch(FIELDS::contains));
    }

    private static boolean isAnnotated(GroupType group) {
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        return annotation != null && annotation.toString().startsWith("VARIANT");
    }

    private static boolean isBytes(GroupType group, String name) {
        if (!group.containsField(name)) {
            return false;
        }
        Type field = group.getType(name);
        return field.isPrimitive()
                && field.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY
                && field.getLogicalTypeAnnotation() == null;
    }

    private static List<String> plus(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static ColumnPath columnPath(List<String> path) {
        return ColumnPath.get(path.toArray(String[]::new));
    }
}
