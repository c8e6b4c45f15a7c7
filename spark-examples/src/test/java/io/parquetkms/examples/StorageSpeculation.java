package io.parquetkms.examples;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job for a cluster: each task waits at the {@link Gate} in the middle of its file. Then the table is read, and each row counted. */
public final class StorageSpeculation {

    private static final int ROWS_EACH = 100;

    private StorageSpeculation() {}

    /** @param arguments where to write */
    public static void main(String[] arguments) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            int tasks = Integer.parseInt(spark.conf().get("spark.cores.max"));
            Dataset<Row> rows = Customers.of(spark.range(0, (long) ROWS_EACH * tasks, 1, tasks));
            rows.mapPartitions(new GatedRows(ROWS_EACH / 2), Encoders.row(rows.schema()))
                    .write()
                    .parquet(arguments[0]);
            Dataset<Row> written = spark.read().parquet(arguments[0]);
            System.out.println("rows\t" + Customers.check(written, 1) + "\tfiles\t" + written.inputFiles().length);
        }
    }
}
