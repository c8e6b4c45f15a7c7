package io.parquetkms.benchmarks.jobs.lineitem;

import io.parquetkms.benchmarks.jobs.measuring.Measurement;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.Signer;
import io.parquetkms.examples.SparkSubmit;
import io.parquetkms.examples.TableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@link LineitemJob} in JVMs of its own. */
record SparkJobs(LineitemBenchmark options, ClusterKms kms) {

    /** One task and one output file for each input file. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spark.master", "local[2]",
            "spark.ui.enabled", "false",
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.files.maxPartitionBytes", "1g",
            "spark.sql.files.openCostInBytes", "1g");

    /** The rows to write, as a table that is not encrypted; made once for each size, and kept. */
    Path input() throws IOException, InterruptedException {
        Path input = Path.of("target", "jobs", "lineitem", "input-" + options.scale + "-" + options.files)
                .toAbsolutePath();
        if (Files.notExists(input.resolve("_SUCCESS"))) {
            run(
                    spark(Variant.PLAIN),
                    List.of("make", input.toString(), String.valueOf(options.scale), String.valueOf(options.files)));
        }
        return input;
    }

    /** In one JVM for each step, or in one for all of them. */
    List<Sample> measure(Phase phase, Variant variant, int round, Path input) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        for (String steps : phase.jvms()) {
            SparkSubmit spark = spark(variant);
            Path table = spark.directory().resolve("table");
            SparkSubmit.Result result = run(spark, work(phase, steps, input, table));
            if (TableFiles.in(table).allEncrypted() != variant.isEncrypted()) {
                throw new IOException(variant + " is not what it should be: see the files in " + table);
            }
            long requests =
                    kms.takeCalls().values().stream().mapToLong(Long::longValue).sum();
            for (Measurement measured : Measurement.in(result.out())) {
                if (!measured.step().equals(LineitemJob.START)) {
                    samples.add(new Sample(round, phase + " " + measured.step(), variant, measured, requests));
                } else if (steps.equals("write")) { // it is the same before all steps
                    samples.add(new Sample(round, "Spark's start", variant, measured, requests));
                }
            }
        }
        return samples;
    }

    private List<String> work(Phase phase, String steps, Path input, Path table) {
        return List.of(
                options.samples ? "samples" : "time",
                input.toString(),
                table.toString(),
                String.valueOf(phase == Phase.COLD ? 0 : options.warmUps),
                String.valueOf(phase == Phase.COLD ? 1 : options.repetitions),
                steps);
    }

    private SparkSubmit spark(Variant variant) throws IOException {
        SparkSubmit spark = SparkSubmit.in("lineitem/" + variant);
        List<String> jvmOptions = new ArrayList<>(options.jvmOptions);
        jvmOptions.addAll(variant.jvmOptions());
        return variant.equip(spark, kms)
                .withJar(System.getProperty("jobs.jar"))
                .withEnvironment(kms.environment())
                .withEnvironment(Signer.DRIVER.environment())
                .withEnvironment(Map.of("JAVA_HOME", options.jdk.toString()))
                .withSettings(SETTINGS)
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
}
