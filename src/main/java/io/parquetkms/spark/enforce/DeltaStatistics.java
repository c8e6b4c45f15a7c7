package io.parquetkms.spark.enforce;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns whose least and greatest values Delta puts into its log, in JSON and in checkpoints: those that
 * {@code delta.dataSkippingStatsColumns} names, or else the first ones, {@code delta.dataSkippingNumIndexedCols} of them.
 */
final class DeltaStatistics {

    static final String FIRST = "delta.dataSkippingNumIndexedCols";
    static final String NAMED = "delta.dataSkippingStatsColumns";

    /** What the session gives to new tables. */
    static final String DEFAULTS = "spark.databricks.delta.properties.defaults.";

    private static final String COLLECTED = "spark.databricks.delta.stats.collect";

    private static final int FIRST_BY_DEFAULT = 32;

    private DeltaStatistics() {}

    /** Whether a session collects any. */
    static boolean collectedBy(SQLConf conf) {
        return Boolean.parseBoolean(conf.getConfString(COLLECTED, "true").trim());
    }

    static List<ColumnPath> of(DeltaTable table) {
        List<Leaf> leaves = new ArrayList<>();
        addLeaves(List.of(), table.columnsOfFiles(), leaves);
        String named = table.properties().get(NAMED);
        return (named == null ? first(leaves, table) : named(leaves, named))
                .filter(leaf -> hasLeastAndGreatest(leaf.type))
                .map(leaf -> ColumnPath.get(leaf.names.toArray(String[]::new)))
                .toList();
    }

    private record Leaf(List<String> names, DataType type) {}

    private static void addLeaves(List<String> parents, StructType columns, List<Leaf> leaves) {
        for (StructField field : columns.fields()) {
            List<String> names = new ArrayList<>(parents);
            names.add(field.name());
            if (field.dataType() instanceof StructType below) {
                addLeaves(names, below, leaves);
            } else {
                leaves.add(new Leaf(names, field.dataType()));
            }
        }
    }

    /** A negative number means all. */
    private static Stream<Leaf> first(List<Leaf> leaves, DeltaTable table) {
        long number = Long.parseLong(table.properties()
                .getOrDefault(FIRST, String.valueOf(FIRST_BY_DEFAULT))
                .trim());
        return number < 0 ? leaves.stream() : leaves.stream().limit(number);
    }

    /** A struct's name means all below it. */
    private static Stream<Leaf> named(List<Leaf> leaves, String named) {
        List<String> names = Arrays.stream(named.split(","))
                .map(name -> name.replace("`", "").trim().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        return leaves.stream().filter(leaf -> {
            String path = String.join(".", leaf.names).toLowerCase(Locale.ROOT);
            return names.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."));
        });
    }

    /** Of the others Delta counts nulls alone. */
    private static boolean hasLeastAndGreatest(DataType type) {
        return !(type instanceof ArrayType
                || type instanceof MapType
                || type instanceof BinaryType
                || type instanceof BooleanType);
    }
}
