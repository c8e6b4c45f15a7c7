package io.parquetkms.examples;

import java.util.Collections;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads in which each task opens every file, so that every executor of a {@link SparkCluster} needs every key. */
public final class EveryExecutor {

    private EveryExecutor() {}

    /** Has each read of the session take one task, for all files; and each aggregation one more. */
    public static void prepare(SparkSession spark) {
        spark.conf().set("spark.sql.shuffle.partitions", "1");
        spark.conf().set("spark.sql.files.maxPartitionBytes", "1g");
        spark.conf().set("spark.sql.files.openCostInBytes", "0");
        spark.conf().set("spark.sql.files.minPartitionNum", "1");
    }

    /** The table once for each executor, one task each. */
    public static Dataset<Row> reads(SparkSession spark, String directory, int executors) {
        Dataset<Row> scan = spark.read().parquet(directory);
        return Collections.nCopies(executors, scan).stream()
                .reduce(Dataset::union)
                .orElseThrow();
    }
}
