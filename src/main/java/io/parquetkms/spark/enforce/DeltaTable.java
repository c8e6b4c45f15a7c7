package io.parquetkms.spark.enforce;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A Delta table as it will be once a plan has written it. Read through Spark's interfaces, since Delta is nothing that this library
 * could compile against.
 *
 * @param path of its directory
 * @param properties its {@code TBLPROPERTIES}, in any case
 * @param columns with those of partitions
 * @param partitions names of columns whose values stand in paths, and in the log
 */
record DeltaTable(Path path, Map<String, String> properties, StructType columns, List<String> partitions) {

    private static final String PACKAGE = "org.apache.spark.sql.delta.";

    DeltaTable {
        Map<String, String> inAnyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        inAnyCase.putAll(properties);
        properties = Collections.unmodifiableMap(inAnyCase);
        partitions = List.copyOf(partitions);
    }

    /** Whether a source, a sink, a table or a command is Delta's. */
    static boolean isDelta(Object any) {
        return any.getClass().getName().startsWith(PACKAGE);
    }

    /** As Delta tells Spark. Of one that does not exist yet, what the session gives to new ones. */
    static DeltaTable of(Table table, Path path) {
        return new DeltaTable(path, table.properties(), schema(table), partitions(table));
    }

    /** Once more is written. */
    DeltaTable with(StructType written) {
        List<StructField> more = Arrays.stream(written.fields())
                .filter(field -> Arrays.stream(columns.fields())
                        .noneMatch(known -> known.name().equalsIgnoreCase(field.name())))
                .toList();
        StructField[] all =
                Stream.concat(Arrays.stream(columns.fields()), more.stream()).toArray(StructField[]::new);
        return new DeltaTable(path, properties, new StructType(all), partitions);
    }

    /** Where there is none yet, these make it; later they change nothing. */
    DeltaTable created(Map<String, String> options, List<String> partitionedBy) {
        if (columns.fields().length > 0) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(properties);
        all.putAll(options);
        return new DeltaTable(path, all, columns, partitionedBy);
    }

    boolean isPartition(String column) {
        return partitions.stream().anyMatch(column::equalsIgnoreCase);
    }

    /** Those whose values stand in Parquet files. */
    StructType columnsOfFiles() {
        return new StructType(Arrays.stream(columns.fields())
                .filter(field -> !isPartition(field.name()))
                .toArray(StructField[]::new));
    }

    @SuppressWarnings("deprecation") // its successor has columns without Spark's types
    private static StructType schema(Table table) {
        return table.schema();
    }

    private static List<String> partitions(Table table) {
        return Arrays.stream(table.partitioning())
                .flatMap(transform -> Arrays.stream(transform.references()))
                .map(reference -> String.join(".", reference.fieldNames()))
                .toList();
    }
}
