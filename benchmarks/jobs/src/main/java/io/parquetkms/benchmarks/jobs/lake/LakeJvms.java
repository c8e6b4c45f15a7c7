package io.parquetkms.benchmarks.jobs.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parquetkms.benchmarks.jobs.kms.Base64KmsClient;
import io.parquetkms.examples.ClusterKms;
import io.parquetkms.examples.Signer;
import io.parquetkms.examples.SparkCluster;
import io.parquetkms.examples.SparkSubmit;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/** Runs each way in JVMs of its own, on a copy of the lake, and looks at what came of it. */
record LakeJvms(LakeBenchmark options, Path directory, ClusterKms kms, SparkCluster cluster, Set<Path> made) {

    static final List<String> KEYS = List.of("footer", "pii", "finance", "pii-new");

    private static final String TOOLS = "io.parquetkms.tools.ParquetKmsCommand";
    private static final String OF_SPARK = "spark.hadoop.";

    /** What is to be encrypted; and where the KMS is, as Spark's settings. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(kms.settings());
        settings.put(OF_SPARK + "parquet.encryption.footer.key", "footer");
        settings.put(OF_SPARK + "parquet.encryption.column.keys", LakeJob.COLUMN_KEYS);
        return settings;
    }

    private Map<String, String> ours() {
        Map<String, String> settings = settings();
        settings.put(OF_SPARK + "parquet.crypto.factory.class", "io.parquetkms.parquet.ParquetKmsCryptoFactory");
        return settings;
    }

    private static Map<String, String> stock() {
        return Map.of(
                OF_SPARK + "parquet.encryption.footer.key", "footer",
                OF_SPARK + "parquet.encryption.column.keys", LakeJob.COLUMN_KEYS,
                OF_SPARK + "parquet.crypto.factory.class",
                        "org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory",
                OF_SPARK + "parquet.encryption.kms.client.class", Base64KmsClient.class.getName(),
                OF_SPARK + "parquet.encryption.key.material.store.internally", "false");
    }

    Sample measure(Way way) throws IOException, InterruptedException {
        Path lake = lake(way == Way.STOCK_ROTATE);
        Path copy = directory.resolve("copy");
        copy(lake, copy);
        kms.takeCalls();
        long start = System.nanoTime();
        String answer = run(way, copy);
        double seconds = (System.nanoTime() - start) / 1e9;
        long requests =
                kms.takeCalls().values().stream().mapToLong(Long::longValue).sum();
        if (way == Way.ROTATE || way == Way.ROTATE_SPARK) {
            checkBodies(lake, copy);
            java(ours(), bundle(), "read", copy.toString());
        }
        JsonNode summary =
                answer.isEmpty() ? null : new ObjectMapper().readTree(answer).get("summary");
        return new Sample(way, seconds, requests, number(summary, "bytesRead"), number(summary, "bytesWritten"));
    }

    private static long number(JsonNode summary, String field) {
        return summary == null || !summary.hasNonNull(field)
                ? -1
                : summary.get(field).asLong();
    }

    private String run(Way way, Path copy) throws IOException, InterruptedException {
        if (way == Way.STOCK_ROTATE) {
            java(stock(), System.getProperty("stock.jars"), "rotate", copy.toString());
            return "";
        }
        if (way == Way.REWRITE_SPARK) {
            rewrite(copy);
            return "";
        }
        List<String> arguments = new ArrayList<>(List.of(way.command(), copy.toString(), "--json", "--quiet"));
        if (way == Way.INSPECT_KEYS) {
            arguments.add("--keys");
        }
        if (way.command().equals("rotate")) {
            arguments.addAll(List.of("--from", "pii", "--to", "pii-new"));
        }
        return way.isOnSpark() ? onCluster(way, arguments) : here(arguments);
    }

    private String here(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options.jvmOptions);
        command.addAll(List.of("-jar", System.getProperty("tools.jar")));
        command.addAll(arguments);
        if (options.threads > 0) {
            command.addAll(List.of("--threads", String.valueOf(options.threads)));
        }
        ours().forEach((name, value) -> command.addAll(List.of("--conf", name + "=" + value)));
        return java(command);
    }

    private String onCluster(Way way, List<String> arguments) throws IOException, InterruptedException {
        SparkSubmit application = cluster.application("lake/" + way)
                .withoutBundle()
                .withJar(System.getProperty("tools.jar"))
                .withSettings(ours())
                .withEnvironment(Signer.DRIVER.environment())
                .withJvmOptions(options.jvmOptions);
        return finished(application.start(TOOLS, arguments));
    }

    private void rewrite(Path copy) throws IOException, InterruptedException {
        Map<String, String> settings = ours();
        settings.put(OF_SPARK + "parquet.encryption.column.keys", LakeJob.COLUMN_KEYS.replace("pii:", "pii-new:"));
        settings.put("spark.plugins", "io.parquetkms.spark.ParquetKmsPlugin");
        finished(cluster.application("lake/rewrite")
                .withJar(System.getProperty("jobs.jar"))
                .withSettings(settings)
                .withEnvironment(Signer.DRIVER.environment())
                .withJvmOptions(options.jvmOptions)
                .start(
                        Rewrite.class,
                        List.of(copy.toString(), directory.resolve("rewritten").toString())));
    }

    private static String finished(SparkSubmit.Running running) throws IOException, InterruptedException {
        SparkSubmit.Result result = running.finish();
        if (result.status() != 0) {
            throw new IOException("A job failed: " + result);
        }
        return result.out();
    }

    /** Made once: its keys are this run's KMS's. */
    private Path lake(boolean external) throws IOException, InterruptedException {
        Path lake = directory.resolve((external ? "external-" : "lake-") + options.files + "-" + options.rows);
        if (made.add(lake)) {
            FileUtils.deleteDirectory(lake.toFile());
            int each = (options.files + options.writers - 1) / options.writers;
            for (int first = 0; first < options.files; first += each) {
                java(
                        external ? stock() : ours(),
                        external ? System.getProperty("stock.jars") : bundle(),
                        "make",
                        lake.toString(),
                        String.valueOf(first),
                        String.valueOf(Math.min(each, options.files - first)),
                        String.valueOf(options.rows));
            }
        }
        return lake;
    }

    /** By hard links: whoever replaces a file, and does not write into it, leaves the lake's own as it is. */
    private static void copy(Path lake, Path copy) throws IOException {
        FileUtils.deleteDirectory(copy.toFile());
        try (Stream<Path> all = Files.walk(lake)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = copy.resolve(lake.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.createLink(target, path);
                }
            }
        }
    }

    /** All files are there, replaced, as long as before, and the same up to their footers. */
    private static void checkBodies(Path lake, Path copy) throws IOException {
        try (Stream<Path> all = Files.walk(lake).filter(path -> path.toString().endsWith(".parquet"))) {
            for (Path path : (Iterable<Path>) all::iterator) {
                byte[] before = Files.readAllBytes(path);
                byte[] after = Files.readAllBytes(copy.resolve(lake.relativize(path)));
                int footer = java.nio.ByteBuffer.wrap(before)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .getInt(before.length - 8);
                int body = before.length - 8 - footer;
                if (before.length != after.length
                        || Arrays.equals(before, after)
                        || !Arrays.equals(before, 0, body, after, 0, body)) {
                    throw new IOException("Not replaced, of another size, or changed before its footer: " + path);
                }
            }
        }
    }

    private static String bundle() {
        return System.getProperty("bundle.jar");
    }

    private String java(Map<String, String> settings, String jars, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options.jvmOptions);
        command.addAll(List.of(
                "-cp",
                String.join(
                        File.pathSeparator,
                        System.getProperty("jobs.jar"),
                        System.getProperty("parquet.class.path"),
                        jars),
                LakeJob.class.getName()));
        command.addAll(List.of(arguments));
        settings.forEach((name, value) -> command.add(name.substring(OF_SPARK.length()) + "=" + value));
        return java(command);
    }

    private String java(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        builder.environment().putAll(Signer.DRIVER.environment());
        builder.environment().putAll(kms.environment());
        Path err = Files.createDirectories(directory).resolve("err.txt");
        Process process = builder.redirectError(err.toFile()).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(
                    "A job failed: see " + err + "\n" + out.lines().limit(20).collect(Collectors.joining("\n")));
        }
        return out;
    }
}
