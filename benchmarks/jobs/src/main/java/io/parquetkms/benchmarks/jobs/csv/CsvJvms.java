package io.parquetkms.benchmarks.jobs.csv;

import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.Signer;
import io.parquetkms.examples.TableFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs {@link CsvJob} in JVMs of its own. */
record CsvJvms(CsvBenchmark options, Path directory, ClusterKms kms, Keystore keystore, Set<Path> archived) {

    private static final String OF_SPARK = "spark.hadoop.";

    Sample measure(int round, Workload workload, Variant variant) throws IOException, InterruptedException {
        List<String> sharing = variant.isShared() ? List.of("-XX:SharedArchiveFile=" + archive(variant)) : List.of();
        kms.takeCalls();
        long start = System.nanoTime();
        String[] took = run(workload, variant, sharing).split("\t");
        double wall = (System.nanoTime() - start) / 1e9;
        long requests =
                kms.takeCalls().values().stream().mapToLong(Long::longValue).sum();
        return new Sample(
                round, workload, variant, Long.parseLong(took[0]) / 1e3, wall, Long.parseLong(took[1]), requests);
    }

    /** Made by a run of its own for each variant, before it is measured; of this run's jars, so not kept for the next. */
    private Path archive(Variant variant) throws IOException, InterruptedException {
        Path archive = directory.resolve(variant + ".jsa");
        if (archived.add(archive)) {
            Files.deleteIfExists(archive);
            run(Workload.ROWS, variant, List.of("-XX:ArchiveClassesAtExit=" + archive));
        }
        return archive;
    }

    /** Returns what the JVM said of itself. */
    private String run(Workload workload, Variant variant, List<String> more) throws IOException, InterruptedException {
        Path table = Files.createDirectories(directory.resolve("table"));
        Path parquet = table.resolve("customers.parquet");
        Files.deleteIfExists(parquet);
        Path err = directory.resolve(variant + ".txt");
        Process process = jvm(workload, variant, more, parquet)
                .redirectError(err.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || TableFiles.in(table).allEncrypted() != variant.isEncrypted()) {
            throw new IOException(variant + " is not what it should be: see " + err + " and " + table);
        }
        return out.lines()
                .filter(line -> line.startsWith(CsvJob.MARK))
                .map(line -> line.substring(CsvJob.MARK.length()))
                .findFirst()
                .orElseThrow(() -> new IOException(variant + " said nothing of itself: " + out));
    }

    private ProcessBuilder jvm(Workload workload, Variant variant, List<String> more, Path parquet) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(options.jdk.resolve("bin").resolve("java").toString()));
        command.addAll(options.jvmOptions);
        command.addAll(more);
        command.addAll(List.of("-cp", classPath(variant), CsvJob.class.getName()));
        command.addAll(List.of(
                Customers.csv(directory, workload == Workload.ROWS ? options.rows : Workload.FEW)
                        .toString(),
                parquet.toString(),
                String.valueOf(workload.back())));
        variant.settings(aws(), keystore.settings()).forEach((name, value) -> command.add(name + "=" + value));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(Signer.DRIVER.environment());
        builder.environment().putAll(kms.environment());
        return builder;
    }

    private static String classPath(Variant variant) {
        return Stream.of(
                        Stream.of(System.getProperty("jobs.jar"), System.getProperty("parquet.class.path")),
                        variant.jars().stream())
                .flatMap(jars -> jars)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The settings of a Spark, without what Spark takes off. */
    private Map<String, String> aws() {
        Map<String, String> settings = new HashMap<>();
        kms.settings().forEach((name, value) -> settings.put(name.substring(OF_SPARK.length()), value));
        return settings;
    }
}
