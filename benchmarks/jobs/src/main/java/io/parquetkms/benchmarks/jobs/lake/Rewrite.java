package io.parquetkms.benchmarks.jobs.lake;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/** What is done without a tool: {@code <from> <to>} reads all rows and writes them, as the settings encrypt them. */
public final class Rewrite {

    private Rewrite() {}

    public static void main(String[] arguments) throws IOException {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            spark.read()
                    .parquet(arguments[0])
                    .write()
                    .mode("overwrite")
                    .partitionBy("day")
                    .parquet(arguments[1]);
        }
    }
}
