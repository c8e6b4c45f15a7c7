package io.parquetkms.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/**
 * A job for a cluster, with Structured Streaming.
 *
 * <ul>
 *   <li>{@code write <source> <table> <checkpoints>} puts files into the source and has them streamed to the encrypted table,
 *       batch after batch, for as long as the test at the {@link Gate} wants more
 *   <li>{@code read <table>} checks that no row is missing or doubled, and prints how many there are
 * </ul>
 */
public final class StreamSteps {

    static final String MORE = "more";
    static final String DONE = "done";
    static final int FILES_IN_BATCH = 2;
    static final int ROWS_IN_FILE = 10;

    private final SparkSession spark;

    private StreamSteps(SparkSession spark) {
        this.spark = spark;
    }

    public static void main(String[] arguments) throws Exception {
        try (SparkSession spark = SparkSession.builder().getOrCreate()) {
            StreamSteps job = new StreamSteps(spark);
            switch (arguments[0]) {
                case "write" -> job.write(Path.of(arguments[1]), arguments[2], arguments[3]);
                case "read" -> job.read(arguments[1]);
                default -> throw new IllegalArgumentException("Unknown step " + arguments[0]);
            }
        }
    }

    private void write(Path source, String table, String checkpoints) throws Exception {
        Files.createDirectories(source);
        StreamingQuery query = start(source, table, checkpoints);
        int files = 0;
        do {
            for (int i = 0; i < FILES_IN_BATCH; i++) {
                arrive(source, files++);
            }
            query.processAllAvailable();
        } while (Gate.meet("batch").equals(MORE));
        query.stop();
    }

    private StreamingQuery start(Path source, String table, String checkpoints) throws Exception {
        Customers.ENCRYPTION.forEach(
                spark.conf()::set); // before Spark 4.2, a stream's own options don't reach the writer
        Dataset<Row> ids =
                spark.readStream().schema("id BIGINT").csv(source.toUri().toString());
        return Customers.of(ids)
                .writeStream()
                .format("parquet")
                .option("checkpointLocation", checkpoints)
                .start(table);
    }

    /** Puts a file there whole, as Spark wants it: files of each batch become tasks of their own. */
    private static void arrive(Path source, long file) throws IOException {
        String ids = LongStream.range(file * ROWS_IN_FILE, (file + 1) * ROWS_IN_FILE)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining("\n"));
        Path hidden = Files.writeString(source.resolve(".arriving"), ids);
        Files.move(hidden, source.resolve(file + ".csv"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void read(String table) {
        System.out.println(Customers.check(spark.read().parquet(table), 1));
    }
}
