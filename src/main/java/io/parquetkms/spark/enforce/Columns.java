package io.parquetkms.spark.enforce;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of rows that are partitioned by the values of some.
 *
 * @param ofFiles that stand in files
 * @param ofPaths whose values stand in paths
 */
record Columns(StructType ofFiles, List<StructField> ofPaths) {

    /** Those that a writer named to partition by, in whichever case the session allows. */
    static Columns split(StructType all, List<String> partitions, boolean caseSensitive) {
        List<StructField> files = new ArrayList<>();
        List<StructField> paths = new ArrayList<>();
        for (StructField column : all.fields()) {
            boolean partition = partitions.stream()
                    .anyMatch(
                            name -> caseSensitive ? name.equals(column.name()) : name.equalsIgnoreCase(column.name()));
            (partition ? paths : files).add(column);
        }
        return new Columns(new StructType(files.toArray(StructField[]::new)), paths);
    }

    PlannedWrite write(
            String target, List<Path> directories, String format, boolean parquet, Configuration configuration) {
        return new PlannedWrite(
                target, directories, format, parquet, configuration, ofFiles, ofPaths, PlannedWrite.Change.ADDS);
    }
}
