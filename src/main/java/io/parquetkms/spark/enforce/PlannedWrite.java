package io.parquetkms.spark.enforce;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
 * @param deletesFirst whether Spark has deleted what was there before it let anyone look
 */
record PlannedWrite(
        String target,
        List<Path> directories,
        String format,
        boolean parquet,
        Configuration configuration,
        @Nullable StructType columns,
        List<StructField> partitions,
        boolean deletesFirst) {

    PlannedWrite {
        directories = List.copyOf(directories);
        partitions = List.copyOf(partitions);
    }

    PlannedWrite afterDeletion() {
        return new PlannedWrite(target, directories, format, parquet, configuration, columns, partitions, true);
    }
}
