package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.examples.Table;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a forked Spark does. Prints what it measured.
 *
 * <ul>
 *   <li>{@code make <input> <scale> <files>} makes the table that is written later
 *   <li>{@code time <input> <table> <warm-ups> <repetitions> <step,step>} does the steps, again and again: {@code write} reads
 *       the input, which is not encrypted, and writes the table; {@code scan} reads all columns of the table. Fails if the table
 *       then holds other rows than the input
 *   <li>{@code samples …} is the same, with samples of what runs
 * </ul>
 */
public final class LineitemJob {

    /** The step before all others: Spark itself starts, with the plugin where there is one. */
    static final String START = "start";

    private final SparkSession spark;
    private final String input;
    private final String table;

    private LineitemJob(SparkSession spark, String input, String table) {
        this.spark = spark;
        this.input = input;
        this.table = table;
    }

    public static void main(String[] args) throws Exception {
        AtomicReference<SparkSession> started = new AtomicReference<>();
        Measurement start =
                Measurement.of(START, () -> started.set(SparkSession.builder().getOrCreate()));
        try (SparkSession spark = started.get()) {
            if (args[0].equals("make")) {
                int files = Integer.parseInt(args[3]);
                new Table("lineitem", "", "", files, Table.LINEITEM.columns())
                        .generate(spark, Double.parseDouble(args[2]))
                        .write()
                        .parquet(args[1]);
                return;
            }
            start.print();
            new LineitemJob(spark, args[1], args[2])
                    .measure(
                            args[0].equals("samples"),
                            Integer.parseInt(args[3]),
                            Integer.parseInt(args[4]),
                            args[5].split(","));
        }
    }

    private void measure(boolean sampled, int warmUps, int repetitions, String[] steps) throws Exception {
        for (int i = 0; i < warmUps + repetitions; i++) {
            for (String step : steps) {
                System.gc(); // each begins with a clean heap, and pays for its own garbage only
                Measurement.Work work = step.equals("write") ? this::write : this::scan;
                Measurement measured = sampled ? Measurement.sampled(step, work) : Measurement.of(step, work);
                if (i >= warmUps) {
                    measured.print();
                }
            }
        }
        if (!fingerprint(table).equals(fingerprint(input))) {
            throw new IllegalStateException(table + " holds other rows than " + input);
        }
    }

    private void write() {
        spark.read().parquet(input).write().mode("overwrite").parquet(table);
    }

    /** Every value of every column is decrypted, decompressed and decoded; counting adds the least to that. */
    private void scan() {
        Dataset<Row> rows = spark.read().parquet(table);
        String[] counts = Arrays.stream(rows.columns())
                .map(column -> "count(" + column + ")")
                .toArray(String[]::new);
        Row found = rows.selectExpr(counts).first();
        for (int column = 1; column < found.length(); column++) {
            if (found.getLong(column) != found.getLong(0)) {
                throw new IllegalStateException("A scan found columns of different length: " + found);
            }
        }
    }

    /** How many rows, and the sum of a hash of all columns of each: the same for the same rows in any order. */
    private Row fingerprint(String directory) {
        return spark.read()
                .parquet(directory)
                .selectExpr("count(*)", "sum(cast(xxhash64(*) as decimal(28, 0)))")
                .first();
    }
}
