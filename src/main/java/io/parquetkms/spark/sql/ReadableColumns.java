package io.parquetkms.spark.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a schema without those that can't be read. Of a struct only such fields are left out, and the struct where none is left; of a
 * list or map, all of it.
 *
 * @param schema what is left
 * @param omitted names of the columns and fields that are not, with dots
 */
record ReadableColumns(StructType schema, List<String> omitted) {

    ReadableColumns {
        omitted = List.copyOf(omitted);
    }

    /**
     * Leaves them out.
     *
     * @param refused leaf paths, as Parquet has them
     */
    static ReadableColumns of(StructType all, List<List<String>> refused, boolean caseSensitive) {
        List<String> omitted = new ArrayList<>();
        StructType left = new Schema(refused, caseSensitive, omitted).without(all, "");
        return new ReadableColumns(left, omitted);
    }

    /** Whether a struct has lost some of its fields. */
    boolean cutsStructs(StructType all) {
        return List.of(schema.fields()).stream()
                .anyMatch(field ->
                        !field.dataType().equals(all.apply(field.name()).dataType()));
    }

    private record Schema(List<List<String>> refused, boolean caseSensitive, List<String> omitted) {

        StructType without(StructType all, String parents) {
            List<StructField> left = new ArrayList<>();
            for (StructField field : all.fields()) {
                List<List<String>> below = below(field.name());
                String name = parents + field.name();
                if (below.isEmpty()) {
                    left.add(field);
                } else if (field.dataType() instanceof StructType struct && below.stream().noneMatch(List::isEmpty)) {
                    StructType inner = new Schema(below, caseSensitive, omitted).without(struct, name + ".");
                    if (inner.fields().length > 0) {
                        left.add(new StructField(field.name(), inner, field.nullable(), field.metadata()));
                    }
                } else {
                    omitted.add(name);
                }
            }
            return new StructType(left.toArray(StructField[]::new));
        }

        /** What is refused below a field of that name; empty paths where it is the field itself. */
        private List<List<String>> below(String name) {
            return refused.stream()
                    .filter(path -> caseSensitive
                            ? path.get(0).equals(name)
                            : path.get(0).equalsIgnoreCase(name))
                    .map(path -> path.subList(1, path.size()))
                    .toList();
        }
    }
}
