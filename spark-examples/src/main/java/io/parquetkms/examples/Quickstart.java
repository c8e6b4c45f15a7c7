package io.parquetkms.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Writes three tables of TPC-H encrypted, reads them back, reads them as a role that lacks a key, and looks for plaintext in
 * the files. Ends with status 0 only if all of it went as it should.
 *
 * <p>Run it with {@code mvn -q -Dquickstart}, or with spark-submit: {@code --jars <bundle> --class
 * io.parquetkms.examples.Quickstart <examples jar>}. {@link Arguments#USAGE} lists its options.
 */
public final class Quickstart {

    private static final int STEPS = 7;

    private Quickstart() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> options, PrintStream out, PrintStream err) {
        try (Progress progress = new Progress(out, Progress.onTerminal(), STEPS)) {
            out.println(run(Arguments.parse(options), progress));
            return 0;
        } catch (QuickstartFailure e) {
            err.println(e.getMessage());
        } catch (Exception e) { // Spark throws checked ones, too, that Java's compiler doesn't know of
            err.println("The quickstart failed: " + Failures.forUser(e));
            if (Failures.ofEncryption(e).isEmpty()) {
                e.printStackTrace(err);
            }
        }
        return 1;
    }

    private static Report run(Arguments arguments, Progress progress) throws IOException {
        SparkConf conf = new SparkConf();
        arguments.conf().forEach(conf::set);

        progress.begin("Looking for keys");
        OutputDirectory output = OutputDirectory.empty(arguments.output());
        KeySource keys = KeySource.of(conf, output, arguments.otherRole());
        progress.end(keys.keys() + " keys " + keys.description());

        progress.begin("Starting Spark");
        TableSteps steps = new TableSteps(arguments.scale(), output, keys, progress);
        try (SparkSession spark = start(settings(conf, keys, output))) {
            spark.sparkContext().addSparkListener(progress);
            progress.end("started Spark %s on Java %s".formatted(spark.version(), System.getProperty("java.version")));
            steps.run(spark);
        }
        progress.begin("Reading as a role without the key pii");
        if (keys.withoutPii().isEmpty()) {
            progress.end("skipped: no role without the key pii (--role-without-pii)");
        } else {
            keys.withoutPii().orElseThrow().forEach((name, value) -> conf.set("spark.hadoop." + name, value));
            try (SparkSession role = start(conf)) {
                steps.readWithoutPii(role);
            }
        }
        return steps.report();
    }

    /** All that a Spark job needs to encrypt, beside the options that say which columns. */
    private static SparkConf settings(SparkConf conf, KeySource keys, OutputDirectory output) {
        Map<String, String> encryption = Map.of(
                "spark.plugins",
                "io.parquetkms.spark.ParquetKmsPlugin",
                "spark.hadoop.parquet.kms.encrypted.paths",
                output.encrypted().toString());
        encryption.forEach(conf::setIfMissing);
        keys.settings().forEach(conf::set);
        return conf;
    }

    private static SparkSession start(SparkConf conf) {
        return SparkSession.builder()
                .config(conf)
                .config("spark.app.name", "parquet-kms quickstart")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}
