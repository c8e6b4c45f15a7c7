package io.parquetkms.examples;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** Writes a table that is partitioned by tenant as everybody does, and reads it: which keys that takes, a policy says. */
public final class TenantSteps {

    static final int TENANTS = 3;

    private static final long ROWS = 3_000;

    private TenantSteps() {}

    public static void main(String[] directory) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.range(0, ROWS, 1, 2 * TENANTS)
                    .selectExpr("id", "concat('Customer#', id) AS name", "concat('t', id % " + TENANTS + ") AS tenant")
                    .write()
                    .partitionBy("tenant")
                    .parquet(directory[0]);
            long found = spark.read()
                    .parquet(directory[0])
                    .where("name = concat('Customer#', id) AND tenant = concat('t', id % " + TENANTS + ")")
                    .count();
            if (found != ROWS) {
                throw new IllegalStateException("Read " + found + " rows, not " + ROWS);
            }
        }
    }
}
