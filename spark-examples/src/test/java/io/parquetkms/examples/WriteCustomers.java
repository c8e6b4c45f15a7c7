package io.parquetkms.examples;

import org.apache.spark.sql.SparkSession;

/** A job that knows nothing of encryption: writes rows to a directory, and prints how many it reads there. */
public final class WriteCustomers {

    private WriteCustomers() {}

    public static void main(String[] arguments) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.range(3)
                    .selectExpr("id", "concat('name of ', id) AS name")
                    .write()
                    .parquet(arguments[0]);
            System.out.println(spark.read().parquet(arguments[0]).count());
        }
    }
}
