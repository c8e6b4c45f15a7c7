package io.parquetkms.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a job in a Spark of its own, as {@code spark-submit} does: the library's bundle comes in by {@code --jars} only, so that
 * it lives in another class loader than Spark.
 */
final class SparkSubmit {

    private static final long TIMEOUT_MINUTES = 5;

    private final List<String> classPath = new ArrayList<>(List.of(System.getProperty("spark.class.path")));
    private final Map<String, String> environment = new HashMap<>(Map.of("SPARK_LOCAL_IP", "127.0.0.1"));
    private final Path directory;
    private String jars = System.getProperty("bundle.jar");

    private SparkSubmit(Path directory) {
        this.directory = directory;
    }

    /** @param name of a directory for its files, under the build's */
    static SparkSubmit in(String name) throws IOException {
        Path directory = Path.of("target", "jobs", name).toAbsolutePath();
        Files.createDirectories(directory);
        return new SparkSubmit(directory);
    }

    /** What it wrote, and how it ended. */
    record Result(int status, String out, String err) {

        Stream<String> lines() {
            return out.lines();
        }

        @Override
        public String toString() {
            return "status " + status + "\n" + out + "\n" + err;
        }
    }

    /** More for Spark's own class path, before the rest. */
    SparkSubmit withClassPath(List<Path> more) {
        classPath.addAll(0, more.stream().map(Path::toString).toList());
        return this;
    }

    SparkSubmit withEnvironment(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    SparkSubmit withJar(String jar) {
        jars += "," + jar;
        return this;
    }

    Path directory() {
        return directory;
    }

    /** With the JVM of the quickstart, but for what makes short jobs quick. */
    Result run(Class<?> job, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@conf/jvm.args",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--jars",
                jars,
                "--class",
                job.getName(),
                System.getProperty("examples.jar")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("SPARK_"));
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", classPath.stream().collect(Collectors.joining(":")));
        return finish(builder.start());
    }

    private Result finish(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new IOException("Not done after " + TIMEOUT_MINUTES + " minutes: see " + directory);
        }
        return new Result(process.exitValue(), read("out.txt"), read("err.txt"));
    }

    private String read(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }
}
