package io.parquetkms.spark.enforce;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * What Spark is about to write to files.
 *
 * @param target for people: the table and where it is, or the directory
 * @param directories where files will be: one that stands for all partitions, and those with a LOCATION of their own
 * @param format what Spark calls it
 * @param parquet whether that is Parquet
 * @param configuration that the tasks will get
 * @param columns of the files; null where Spark does not say before it writes
 * @param partitions columns whose values stand in paths
 * @param change what becomes of files that are there
 */
record PlannedWrite(
        String target,
        List<Path> directories,
        String format,
        boolean parquet,
        Configuration configuration,
        @Nullable StructType columns,
        List<StructField> partitions,
        Change change) {

    PlannedWrite {
        directories = List.copyOf(directories);
        partitions = List.copyOf(partitions);
    }

    /** What becomes of files that are there. */
    enum Change {
        /** They stay. */
        ADDS,
        /** Spark will delete some before it writes. */
        REPLACES,
        /** Spark has deleted them before it let anyone look. */
        HAS_DELETED;

        static Change of(SaveMode mode) {
            return mode == SaveMode.Overwrite ? REPLACES : ADDS;
        }
    }

    PlannedWrite with(Change other) {
        return new PlannedWrite(target, directories, format, parquet, configuration, columns, partitions, other);
    }
}
