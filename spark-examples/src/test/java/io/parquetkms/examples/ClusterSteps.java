package io.parquetkms.examples;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A job for a cluster: does the steps it is given, one after the other, and says which executors took part in each. Each
 * stage that matters has one task for each executor.
 *
 * <ul>
 *   <li>{@code write:<directory>} writes a table under four keys, each task some files; where there is a {@link Gate}, each
 *       task waits there, in the middle of its third file
 *   <li>{@code plain:<directory>} writes a table without a key, each task one file
 *   <li>{@code read:<directory>} reads all files in each task, and checks the rows
 *   <li>{@code meet:<name>} waits at the gate
 *   <li>{@code invite:} waits at the gate, under the number of the driver's port as its name
 *   <li>{@code show:<directory>} keeps what the Encryption tab of the Spark UI shows, {@code tab.html} and {@code tab.json}
 *   <li>{@code outlive:<step>} waits until Spark has let go the executors that did this step
 * </ul>
 */
public final class ClusterSteps {

    static final int ROWS_EACH = 750;
    static final int FILES_EACH = 4;

    private static final int ROWS_IN_FILE = 200;
    private static final int GATE_BEFORE = 500;

    private final SparkSession spark;
    private final Places places;
    private final int executors;

    private ClusterSteps(SparkSession spark, Places places, int executors) {
        this.spark = spark;
        this.places = places;
        this.executors = executors;
    }

    public static void main(String[] steps) throws Exception {
        Places places;
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            int executors = Integer.parseInt(spark.conf().get("spark.cores.max"));
            places = new Places(executors);
            spark.sparkContext().addSparkListener(places);
            EveryExecutor.prepare(spark);
            ClusterSteps job = new ClusterSteps(spark, places, executors);
            for (String step : steps) {
                job.take(step);
            }
        }
        places.print(System.out);
    }

    private void take(String step) throws Exception {
        spark.sparkContext().setJobDescription(step);
        String argument = step.substring(step.indexOf(':') + 1);
        switch (step.substring(0, step.indexOf(':'))) {
            case "write" -> write(argument);
            case "plain" ->
                Customers.of(spark.range(0, rows(), 1, executors))
                        .write()
                        .mode("overwrite")
                        .parquet(argument);
            case "read" -> read(argument);
            case "meet" -> Gate.meet(argument);
            case "invite" -> Gate.meet(spark.conf().get("spark.driver.port"));
            case "show" -> show(Path.of(argument));
            case "outlive" -> places.awaitGone(argument);
            default -> throw new IllegalArgumentException("Unknown step " + step);
        }
    }

    /** One task for each executor. */
    private void write(String directory) {
        Dataset<Row> rows = Customers.of(spark.range(0, rows(), 1, executors));
        if (Gate.isThere()) {
            rows = rows.mapPartitions(new GatedRows(GATE_BEFORE), Encoders.row(rows.schema()));
        }
        rows.write()
                .mode("overwrite")
                .option("maxRecordsPerFile", ROWS_IN_FILE)
                .options(Customers.ENCRYPTION)
                .parquet(directory);
    }

    /** Each task reads every file, so that every executor needs every key. */
    private void read(String directory) {
        long found = Customers.check(EveryExecutor.reads(spark, directory, executors), executors);
        if (found != rows()) {
            throw new IllegalStateException("Read " + found + " rows, not " + rows());
        }
    }

    private void show(Path directory) throws IOException {
        Files.createDirectories(directory);
        String ui = spark.sparkContext().uiWebUrl().get();
        for (Map.Entry<String, String> page : Map.of(
                        "/encryption/", "tab.html", "/encryption/json", "tab.json", "/jobs/", "jobs.html")
                .entrySet()) {
            try (InputStream answer = URI.create(ui + page.getKey()).toURL().openStream()) {
                Files.write(directory.resolve(page.getValue()), answer.readAllBytes());
            }
        }
    }

    private long rows() {
        return (long) ROWS_EACH * executors;
    }
}
