package io.parquetkms.benchmarks.jobs.csv;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.examples.ClusterKms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures all that was asked for, in rounds: each variant comes once in each, and not always in the same place. */
@Command(
        name = "short",
        description = "Takes CSV to Parquet and back without Spark, in JVMs that live for seconds, and compares what"
                + " that takes.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class CsvBenchmark implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "1000000", description = "of the larger file")
    int rows;

    @Option(
            names = "--workloads",
            split = ",",
            defaultValue = "rows,file",
            description = "rows: a larger file, written and read; file: one of 100 rows, written")
    List<Workload> workloads;

    @Option(
            names = "--variants",
            split = ",",
            defaultValue = "plain,stock,ours",
            description = "of ${COMPLETION-CANDIDATES}")
    List<Variant> variants;

    @Option(names = "--runs", defaultValue = "6", description = "rounds: each variant once in each")
    int runs;

    @Option(names = "--jvm-options", split = ",", defaultValue = "-Xmx1g,-XX:+UseSerialGC")
    List<String> jvmOptions;

    @Option(names = "--jdk", defaultValue = "${sys:java.home}", description = "the Java that runs the jobs")
    Path jdk;

    @Option(names = "--json", description = "where to write every measurement")
    Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory =
                Files.createDirectories(Path.of("target", "jobs", "short").toAbsolutePath());
        List<Sample> measured = new ArrayList<>();
        try (ClusterKms kms = new ClusterKms(Variant.KEYS)) {
            CsvJvms jvms = new CsvJvms(this, directory, kms, Keystore.in(directory, Variant.KEYS), new HashSet<>());
            for (int round = 0; round < runs; round++) {
                List<Variant> turn = new ArrayList<>(variants);
                Collections.rotate(turn, round);
                for (Workload workload : workloads) {
                    for (Variant variant : turn) {
                        System.err.printf("[%d/%d] %s, %s%n", round + 1, runs, workload, variant);
                        measured.add(jvms.measure(round, workload, variant));
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
