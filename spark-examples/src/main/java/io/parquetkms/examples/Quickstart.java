package io.parquetkms.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Writes three tables of TPC-H encrypted, reads them back, reads them as a role that lacks a key, and looks for plaintext in
 * the files. Ends with status 0 only if all of it went as it should, with 1 if not, and with 2 if its options can't be used.
 *
 * <p>Run it with {@code mvn -q -Dquickstart}; with {@code -Dquickstart.args=--help} it lists its options.
 */
@Command(
        name = "quickstart",
        sortOptions = false,
        description = "Writes encrypted tables with Spark, reads them back, and checks what it shows.",
        footer = {
            "",
            "The keys are in a local keystore made for the run. For AWS KMS:",
            "  --conf spark.hadoop.parquet.kms.key.footer=<key ARN>",
            "  --conf spark.hadoop.parquet.kms.key.pii=<key ARN>",
            "  --conf spark.hadoop.parquet.kms.key.finance=<key ARN>"
        })
public final class Quickstart implements Callable<Integer> {

    private static final int STEPS = 7;

    @Option(
            names = "--scale",
            paramLabel = "<number>",
            defaultValue = "0.1",
            description = "How much data, from 0.001 to 1000; 1 is about 1 GB. Default: ${DEFAULT-VALUE}")
    private double scale;

    @Option(
            names = "--output",
            paramLabel = "<directory>",
            defaultValue = "target/quickstart",
            description = "Where to write; emptied first if it is the quickstart's. Default: ${DEFAULT-VALUE}")
    private Path output;

    @Option(names = "--conf", paramLabel = "<name=value>", description = "A Spark setting, as for spark-submit.")
    private Map<String, String> conf = Map.of();

    @Option(
            names = "--role-without-pii",
            paramLabel = "<value>",
            description =
                    "With AWS KMS: parquet.kms.aws.credentials of a role that may not decrypt with the key pii, such as"
                            + " assume-role:<role ARN> or profile:<name>")
    private Optional<String> roleWithoutPii;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    @Spec
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Quickstart()).execute(arguments));
    }

    @Override
    public Integer call() {
        checkOptions();
        PrintStream err = System.err;
        try (Progress progress = new Progress(System.out, Progress.onTerminal(), STEPS)) {
            System.out.println(run(progress));
            return CommandLine.ExitCode.OK;
        } catch (QuickstartFailure e) {
            err.println(e.getMessage());
        } catch (Exception e) { // Spark throws checked ones, too, that Java's compiler doesn't know of
            err.println("The quickstart failed: " + Failures.forUser(e));
            if (Failures.ofEncryption(e).isEmpty()) {
                e.printStackTrace(err);
            }
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void checkOptions() {
        if (!(scale >= 0.001 && scale <= 1_000)) {
            throw invalid("--scale", scale, "must be a number from 0.001 to 1000");
        }
        conf.forEach((name, value) -> {
            if (!name.startsWith("spark.")) {
                throw invalid("--conf", name + "=" + value, "must be spark.<name>=<value>");
            }
        });
    }

    private ParameterException invalid(String option, Object value, String mend) {
        return new ParameterException(
                spec.commandLine(), "Invalid value for option '%s': '%s' %s".formatted(option, value, mend));
    }

    private Report run(Progress progress) throws IOException {
        SparkConf settings = new SparkConf();
        conf.forEach(settings::set);

        progress.begin("Looking for keys");
        OutputDirectory files = OutputDirectory.empty(output.toAbsolutePath().normalize());
        KeySource keys = KeySource.of(settings, files, roleWithoutPii);
        progress.end(keys.keys() + " keys " + keys.description());

        progress.begin("Starting Spark");
        TableSteps steps = new TableSteps(scale, files, keys, progress);
        try (SparkSession spark = start(encrypting(settings, keys, files))) {
            spark.sparkContext().addSparkListener(progress);
            progress.end("started Spark %s on Java %s".formatted(spark.version(), System.getProperty("java.version")));
            steps.run(spark);
        }
        progress.begin("Reading as a role without the key pii");
        if (keys.withoutPii().isEmpty()) {
            progress.end("skipped: no role without the key pii (--role-without-pii)");
        } else {
            keys.withoutPii().orElseThrow().forEach((name, value) -> settings.set("spark.hadoop." + name, value));
            try (SparkSession role = start(settings)) {
                steps.readWithoutPii(role);
            }
        }
        return steps.report();
    }

    /** All that a Spark job needs to encrypt, beside the options that say which columns. */
    private static SparkConf encrypting(SparkConf conf, KeySource keys, OutputDirectory files) {
        Map<String, String> encryption = Map.of(
                "spark.plugins",
                "io.parquetkms.spark.ParquetKmsPlugin",
                "spark.hadoop.parquet.kms.encrypted.paths",
                files.encrypted().toString());
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
