package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.examples.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a forked Spark does. Prints what it measured, one {@link Measurement} a line, and where it scanned, the rows' fingerprint
 * at the end.
 *
 * <ul>
 *   <li>{@code make <input> <scale> <files>} makes the table that is written later
 *   <li>{@code time <input> <table> <warm-ups> <repetitions> <step,step> <option=value>…} does the steps, again and again:
 *       {@code write} reads the input, which is not encrypted, and writes the table with these options; {@code scan} reads all
 *       columns of the table
 *   <li>{@code samples …} is the same, with samples of what runs
 * </ul>
 */
public final class LineitemJob {

    /** The step before all others: Spark itself starts, with the plugin where there is one. */
    static final String START = "start";

    static final String SCAN = "scan";

    /** Not a step: all of them, and the JVM's own start. */
    static final String WHOLE_JVM = "jvm";

    private final SparkSession spark;
    private final String input;
    private final String table;
    private final Map<String, String> options;
    private final boolean sampled;

    private LineitemJob(SparkSession spark, String input, String table, Map<String, String> options, boolean sampled) {
        this.spark = spark;
        this.input = input;
        this.table = table;
        this.options = options;
        this.sampled = sampled;
    }

    public static void main(String[] args) throws Exception {
        AtomicReference<SparkSession> started = new AtomicReference<>();
        Measurement start =
                Measurement.of(START, () -> started.set(SparkSession.builder().getOrCreate()));
        try (SparkSession spark = started.get()) {
            start.print();
            switch (args[0]) {
                case "make" -> make(spark, args[1], Double.parseDouble(args[2]), Integer.parseInt(args[3]));
                case "time", "samples" ->
                    new LineitemJob(spark, args[1], args[2], options(args), args[0].equals("samples"))
                            .measure(Integer.parseInt(args[3]), Integer.parseInt(args[4]), args[5].split(","));
                default -> throw new IllegalArgumentException("Unknown work " + args[0]);
            }
        }
    }

    private static Map<String, String> options(String[] args) {
        return Arrays.stream(args)
                .skip(6)
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    private static void make(SparkSession spark, String input, double scale, int files) {
        Dataset<Row> rows = new Table("lineitem", "", "", files, Table.LINEITEM.columns()).generate(spark, scale);
        rows.write().mode("overwrite").parquet(input);
        System.out.println(Fingerprint.of(spark.read().parquet(input)).line());
    }

    private void measure(int warmUps, int repetitions, String[] steps) throws Exception {
        for (int i = 0; i < warmUps + repetitions; i++) {
            for (String step : steps) {
                System.gc(); // each begins with a clean heap, and pays for its own garbage only
                Measurement.Work work = () -> take(step);
                Measurement measured = sampled ? Measurement.sampled(step, work) : Measurement.of(step, work);
                if (i >= warmUps) {
                    measured.print();
                }
            }
        }
        Measurement.sinceStart(WHOLE_JVM).print();
        if (List.of(steps).contains(SCAN)) {
            System.out.println(Fingerprint.of(spark.read().parquet(table)).line());
        }
    }

    private void take(String step) {
        switch (step) {
            case "write" ->
                spark.read()
                        .parquet(input)
                        .write()
                        .mode("overwrite")
                        .options(options)
                        .parquet(table);
            case SCAN -> scan();
            default -> throw new IllegalArgumentException("Unknown step " + step);
        }
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
}
