package io.parquetkms.benchmarks.jobs.lineitem;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.examples.ClusterKms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures all that was asked for, in rounds: each variant comes once in each, and not always in the same place. */
@Command(
        name = "lineitem",
        description =
                "Writes and scans TPC-H's lineitem with Spark, in JVMs of their own, and compares what that takes.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class LineitemBenchmark implements Callable<Integer> {

    @Option(names = "--scale", defaultValue = "0.2", description = "TPC-H's scale: 1 is six million rows")
    double scale;

    @Option(names = "--files", defaultValue = "8", description = "how many files the table has")
    int files;

    @Option(
            names = "--variants",
            split = ",",
            defaultValue = "plain,stock,ours",
            description = "of ${COMPLETION-CANDIDATES}")
    List<Variant> variants;

    @Option(
            names = "--phase",
            split = ",",
            defaultValue = "cold,warm",
            description = "the first write and scan of a JVM, or later ones")
    List<Phase> phases;

    @Option(
            names = "--samples",
            description = "takes AES's share of the Java code that ran, too; costs some CPU itself")
    boolean samples;

    @Option(names = "--runs", defaultValue = "5", description = "rounds: each variant once in each")
    int runs;

    @Option(names = "--warm-ups", defaultValue = "4", description = "of a warm JVM, before it is measured")
    int warmUps;

    @Option(names = "--repetitions", defaultValue = "4", description = "measured ones of a warm JVM")
    int repetitions;

    @Option(names = "--jvm-options", split = ",", defaultValue = "-Xms2g,-Xmx2g,-XX:+UseParallelGC")
    List<String> jvmOptions;

    @Option(names = "--jdk", defaultValue = "${sys:java.home}", description = "the Java that runs Spark")
    Path jdk;

    @Option(names = "--json", description = "where to write every measurement")
    Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Sample> measured = new ArrayList<>();
        try (ClusterKms kms = new ClusterKms(Variant.KEYS)) {
            SparkJobs jobs = new SparkJobs(this, kms);
            Path input = jobs.input();
            for (int round = 0; round < runs; round++) {
                List<Variant> turn = new ArrayList<>(variants);
                Collections.rotate(turn, round);
                for (Phase phase : phases) {
                    for (Variant variant : turn) {
                        System.err.printf("[%d/%d] %s, %s%n", round + 1, runs, phase, variant);
                        measured.addAll(jobs.measure(phase, variant, round, input));
                    }
                }
            }
        }
        System.out.print(new Results(measured).markdown());
        if (json != null) {
            new ObjectMapper().writeValue(json.toFile(), measured);
        }
        return 0;
    }
}
