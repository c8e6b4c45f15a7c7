package io.parquetkms.benchmarks.jobs.calls;

import io.parquetkms.examples.EveryExecutor;
import io.parquetkms.examples.Gate;
import io.parquetkms.examples.Places;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * A job for a cluster. Arguments: encrypted columns, keys for them, what the names of keys begin with, files that each
 * executor writes, and the steps to take:
 *
 * <ul>
 *   <li>{@code write:<directory>} adds that many files to a table on each executor
 *   <li>{@code read:<directory>} reads all files on each executor, and checks the rows
 *   <li>{@code meet:<name>} waits at the {@link Gate}
 * </ul>
 */
public final class CallsJob {

    static final int ROWS_IN_FILE = 100;

    private final SparkSession spark;
    private final int executors;
    private final WideTable table;
    private final String keyPrefix;
    private final int files;

    private CallsJob(SparkSession spark, int executors, WideTable table, String keyPrefix, int files) {
        this.spark = spark;
        this.executors = executors;
        this.table = table;
        this.keyPrefix = keyPrefix;
        this.files = files;
    }

    public static void main(String[] args) throws IOException {
        WideTable table = new WideTable(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        Places places;
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            int executors = Integer.parseInt(spark.conf().get("spark.cores.max"));
            places = new Places(executors);
            spark.sparkContext().addSparkListener(places);
            EveryExecutor.prepare(spark);
            CallsJob job = new CallsJob(spark, executors, table, args[2], Integer.parseInt(args[3]));
            for (int i = 4; i < args.length; i++) {
                job.take(args[i]);
            }
        }
        places.print(System.out);
    }

    private void take(String step) {
        spark.sparkContext().setJobDescription(step);
        String argument = step.substring(step.indexOf(':') + 1);
        switch (step.substring(0, step.indexOf(':'))) {
            case "write" -> write(argument);
            case "read" -> read(argument);
            case "meet" -> Gate.meet(argument);
            default -> throw new IllegalArgumentException("Unknown step " + step);
        }
    }

    /** One task for each executor. */
    private void write(String directory) {
        table.of(spark.range(0, rows(), 1, executors))
                .write()
                .mode("append")
                .option("maxRecordsPerFile", ROWS_IN_FILE)
                .options(table.encryption(keyPrefix))
                .parquet(directory);
    }

    private void read(String directory) {
        long intact = table.intact(EveryExecutor.reads(spark, directory, executors));
        if (intact == 0 || intact % (rows() * executors) != 0) {
            throw new IllegalStateException("Rows are missing or changed: " + intact + " are as written");
        }
    }

    private long rows() {
        return (long) ROWS_IN_FILE * files * executors;
    }
}
