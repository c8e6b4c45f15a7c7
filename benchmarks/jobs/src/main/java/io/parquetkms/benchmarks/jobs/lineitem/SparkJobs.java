package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.kms.SlowKms;
import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.examples.SparkSubmit;
import io.parquetkms.examples.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@link LineitemJob} in JVMs of its own. */
final class SparkJobs {

    static final Path DIRECTORY = Path.of("target", "jobs", "lineitem");

    /** One task and one output file for each input file. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.files.maxPartitionBytes", "1g",
            "spark.sql.files.openCostInBytes", "1g");

    private final LineitemOptions options;
    private final SlowKms kms;

    SparkJobs(LineitemOptions options, SlowKms kms) {
        this.options = options;
        this.kms = kms;
    }

    Fingerprint make(Path input) throws IOException, InterruptedException {
        SparkSubmit.Result made = run(
                spark(Variants.named(Variants.PLAIN).get(0)),
                List.of("make", input.toString(), String.valueOf(options.scale()), String.valueOf(options.files())));
        return Fingerprint.in(made.lines());
    }

    /** Checks that what is read is what was to be written. */
    List<Sample> measure(Cell cell, int round, Input input) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (String steps : cell.phase().jvms()) {
            kms.answerAfter(cell.latency());
            SparkSubmit spark = spark(cell.variant());
            SparkSubmit.Result result = run(spark, work(cell, steps, input, spark.directory()));
            checkEncrypted(cell.variant(), spark);
            if (steps.contains(LineitemJob.SCAN)) {
                check(Fingerprint.in(result.lines()), input, spark);
            }
            long requests = kms.requests();
            for (Measurement measured : Measurement.in(result.lines())) {
                samples.add(new Sample(
                        round, cell.phase(), steps, cell.variant().name(), cell.latency(), measured, requests));
            }
        }
        return samples;
    }

    private List<String> work(Cell cell, String steps, Input input, Path directory) {
        List<String> work = new ArrayList<>(List.of(
                options.method().work(),
                input.table().toString(),
                directory.resolve("table").toString(),
                String.valueOf(cell.phase().warmUps(options)),
                String.valueOf(cell.phase().repetitions(options)),
                steps));
        cell.variant().tools().encryption(options.columns()).forEach((option, value) -> work.add(option + "=" + value));
        return work;
    }

    private SparkSubmit spark(Variant variant) throws IOException {
        SparkSubmit spark = SparkSubmit.in("lineitem/" + variant.name());
        options.jdk().ifPresent(home -> spark.withEnvironment(Map.of("JAVA_HOME", home)));
        List<String> jvmOptions = new ArrayList<>(List.of(options.jvmOptions().split(" ")));
        jvmOptions.addAll(variant.jvmOptions());
        return variant.tools()
                .equip(spark, kms)
                .withJar(System.getProperty("jobs.jar"))
                .withClassPath(variant.classPath().stream().map(Path::of).toList())
                .withEnvironment(kms.environment())
                .withSettings(SETTINGS)
                .withSettings(variant.settings())
                .withJvmOptions(jvmOptions);
    }

    private static SparkSubmit.Result run(SparkSubmit spark, List<String> work)
            throws IOException, InterruptedException {
        SparkSubmit.Running running = spark.start(LineitemJob.class, work);
        running.process().waitFor(); // however long it takes
        SparkSubmit.Result result = running.finish();
        if (result.status() != 0) {
            throw new IOException("A job failed: " + result);
        }
        return result;
    }

    private static void checkEncrypted(Variant variant, SparkSubmit spark) throws IOException {
        Path table = spark.directory().resolve("table");
        if (TableFiles.in(table).allEncrypted() == (variant.tools() == Tools.NONE)) {
            throw new IOException(variant.name() + " is not what it should be: see the files in " + table);
        }
    }

    private static void check(Fingerprint found, Input input, SparkSubmit spark) throws IOException {
        if (!found.equals(input.fingerprint())) {
            throw new IOException(
                    spark.directory() + " holds " + found + ", but was written from " + input.fingerprint());
        }
    }
}
