package io.parquetkms.benchmarks.jobs.lake;

import io.parquetkms.benchmarks.jobs.MarkdownTable;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.RpcSecurity;
import io.parquetkms.examples.SparkCluster;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has each way work on copies of one lake, in rounds, and prints what each took. */
@Command(
        name = "lake",
        description =
                "Looks into many files and puts their keys under another KMS key, by parquet-kms here and on two executors,"
                        + " beside parquet-java's own rotation and beside rewriting; every job in JVMs of its own, their start included.",
        showDefaultValues = true,
        mixinStandardHelpOptions = true)
public final class LakeBenchmark implements Callable<Integer> {

    @Option(names = "--files", defaultValue = "10000", description = "of the lake, a hundred in a partition")
    int files;

    @Option(names = "--rows", defaultValue = "100", description = "of a file, with twenty columns")
    int rows;

    @Option(names = "--writers", defaultValue = "4", description = "JVMs that write it: each has a KEK for each key")
    int writers;

    @Option(
            names = "--ways",
            split = ",",
            defaultValue = "inspect,inspect-keys,rotate,inspect-spark,rotate-spark,stock-rotate,rewrite-spark",
            description = "of ${COMPLETION-CANDIDATES}")
    List<Way> ways;

    @Option(names = "--runs", defaultValue = "1", description = "rounds: each way once in each")
    int runs;

    @Option(names = "--executors", defaultValue = "2", description = "with a core each")
    int executors;

    @Option(names = "--threads", defaultValue = "0", description = "of the tools, without Spark; 0: their default")
    int threads;

    @Option(names = "--jvm-options", split = ",", defaultValue = "-Xmx512m")
    List<String> jvmOptions;

    @Override
    public Integer call() throws Exception {
        Path directory = Path.of("target", "jobs", "lake").toAbsolutePath();
        if (Files.notExists(Path.of(System.getProperty("tools.jar")))) {
            throw new NoSuchFileException(System.getProperty("tools.jar"), null, "build it: mvn package -f tools");
        }
        List<Sample> samples = new ArrayList<>();
        boolean spark = ways.stream().anyMatch(Way::isOnSpark);
        try (ClusterKms kms = new ClusterKms(LakeJvms.KEYS);
                SparkCluster cluster = spark ? SparkCluster.start(RpcSecurity.CRYPTO, executors) : null) {
            LakeJvms jvms = new LakeJvms(this, directory, kms, cluster, new HashSet<>());
            for (int round = 0; round < runs; round++) {
                for (Way way : ways) {
                    Sample sample = jvms.measure(way);
                    System.err.printf("[%d/%d] %s: %.1f s%n", round + 1, runs, way, sample.seconds());
                    samples.add(sample);
                }
            }
        }
        System.out.print(table(samples));
        return 0;
    }

    private MarkdownTable table(List<Sample> samples) {
        MarkdownTable table = new MarkdownTable(
                List.of("way", "seconds", "files/s", "KMS requests", "bytes read/file", "bytes written/file"));
        for (Sample sample : samples) {
            table.add(List.of(
                    sample.way().toString(),
                    format("%.1f", sample.seconds()),
                    format("%,.0f", files / sample.seconds()),
                    format("%,d", sample.requests()),
                    bytes(sample.bytesRead()),
                    bytes(sample.bytesWritten())));
        }
        return table;
    }

    private String bytes(long all) {
        return all < 0 ? "" : format("%,d", all / files);
    }

    private static String format(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }
}
